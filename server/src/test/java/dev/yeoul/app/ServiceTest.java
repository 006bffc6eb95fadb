package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void the_document_names_members_as_the_answers_do() {
    String document = given().get("/openapi.json").asString();
    Matcher name = Pattern.compile("\"([a-z]+[A-Z][A-Za-z]*)\" : \\{").matcher(document);
    List<String> camels =
        name.results().map(found -> found.group(1)).filter(this::isOurs).distinct().toList();
    assertThat(camels).isEmpty();
    assertThat(document).contains("\"release_year\"", "\"position_seconds\"");
  }

  /** The document's own vocabulary is in camel case. */
  private boolean isOurs(String name) {
    return !List.of(
            "additionalProperties", "requestBody", "securitySchemes", "externalDocs", "operationId")
        .contains(name);
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
    given()
        .get("/docs")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("swagger-ui"), containsString("validatorUrl: 'none'"));
    given().get("/metrics").then().statusCode(200).body(containsString("yeoul_response_cache"));
    given().get("/openapi.json").then().statusCode(200).body("openapi", containsString("3."));
  }
}
