package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ServiceTest {
  @Test
  void health_names_each_store() {
    given()
        .get("/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("up"))
        .body("stores.mysql", equalTo("up"))
        .body("stores.redis", equalTo("up"))
        .body("stores.mongodb", equalTo("up"));
    given().get("/health/live").then().statusCode(200).body("status", equalTo("up"));
  }

  @Test
  void an_unknown_address_is_a_problem() {
    given()
        .get("/api/nothing/here")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("not_found"));
  }

  @Test
  void pages_are_served_from_the_jar_alone() {
    given().get("/").then().statusCode(200).body(containsString("Yeoul"));
    given()
        .get("/redoc")
        .then()
        .statusCode(200)
        .body(containsString("redoc.standalone.js"), not(containsString("https://")));
    given().get("/webjars/redoc/2.1.4/bundles/redoc.standalone.js").then().statusCode(200);
    given().get("/docs").then().statusCode(200).body(containsString("swagger-ui"));
    given().get("/metrics").then().statusCode(200).body(containsString("yeoul_response_cache"));
    given().get("/openapi.json").then().statusCode(200).body("openapi", containsString("3."));
  }
}
