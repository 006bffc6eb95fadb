package dev.yeoul.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.yeoul.app.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RegisterApiTest {
  private static final String CALL = "/api/register";

  @Test
  void registersAndLogsIn() {
    String id = UUID.randomUUID().toString();
    String body =
        """
        {"email": " \\u3000Jiwoo-%s@Example.COM ", "password": "가나다 river", "name": "지우 😀"}
        """
            .formatted(id);
    String token =
        given()
            .contentType(ContentType.JSON)
            .body(body)
            .post(CALL)
            .then()
            .statusCode(201)
            .header("Cache-Control", "private, no-store")
            .header("Location", containsString("/api/users/me"))
            .body("token_type", equalTo("bearer"))
            .body("expires_in", equalTo(900))
            .body("refresh_token", notNullValue())
            .body("user.id", notNullValue())
            .body("user.email", equalTo("jiwoo-" + id + "@example.com"))
            .body("user.name", equalTo("지우 😀"))
            .body(
                "user.created_at",
                matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"))
            .extract()
            .path("access_token");

    given()
        .header("Authorization", "Bearer " + token)
        .get("/api/users/me")
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("email", equalTo("jiwoo-" + id + "@example.com"))
        .body("name", equalTo("지우 😀"))
        .body("roles", equalTo(List.of("viewer")))
        .body("subscription", nullValue());
  }

  @Test
  void oneAddressIsOneUserInAnyCase() {
    TestUsers.TestUser user = TestUsers.register();

    given()
        .contentType(ContentType.JSON)
        .body(body(" " + user.email().toUpperCase(java.util.Locale.ROOT)))
        .post(CALL)
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("email_taken"));
  }

  @Test
  void oneAddressIsOneUserUnderParallelAttempts() {
    String body = body("u" + UUID.randomUUID() + "@example.com");

    List<Integer> statuses =
        Burst.of(
            20, () -> given().contentType(ContentType.JSON).body(body).post(CALL).statusCode());

    assertThat(statuses).containsOnly(201, 409);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"email\": \"nobody\", \"password\": \"short\", \"name\": \""
                + "가".repeat(101)
                + "\"}")
        .post(CALL)
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors.pointer", equalTo(List.of("/email", "/password", "/name")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"password\": \"12345678\"} | /email",
        "{\"email\": null, \"password\": \"12345678\"} | /email",
        "{\"email\": 5, \"password\": \"12345678\"} | /email",
        "{\"email\": \"a@b\"} | /password",
        "{\"email\": \"a@b\", \"password\": 12345678} | /password",
        "{\"email\": \"a@b\", \"password\": \"1234567\"} | /password",
        "{\"email\": \"a@b\", \"password\": \"1234\\u00005678\"} | /password",
        "{\"email\": \"a@b\", \"password\": \"1234\\ud8005678\"} | /password",
        "{\"email\": \"a@b@c\", \"password\": \"12345678\"} | /email",
        "{\"email\": \"a@b\", \"password\": \"12345678\", \"name\": 7} | /name",
        "{\"email\": \"a@b\", \"password\": \"12345678\", \"name\": \"\\u0000\"} | /name"
      })
  void refusesWhatDoesNotFit(String body, String pointer) {
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post(CALL)
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem(pointer));
  }

  @Test
  void countsThePasswordInBytes() {
    for (String password : List.of("a".repeat(73), "가".repeat(25))) {
      given()
          .contentType(ContentType.JSON)
          .body("{\"email\": \"a@b\", \"password\": \"" + password + "\"}")
          .post(CALL)
          .then()
          .statusCode(422)
          .body("errors.pointer", hasItem("/password"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"email\": NaN}", "not json"})
  void refusesBrokenJson(String body) {
    given().contentType(ContentType.JSON).body(body).post(CALL).then().statusCode(400);
  }

  @Test
  void refusesAForm() {
    given()
        .contentType(ContentType.URLENC)
        .body("email=a@b&password=12345678")
        .post(CALL)
        .then()
        .statusCode(415);
  }

  @Test
  void refusesAStaleTokenAndRegistersNobody() {
    String email = "u" + UUID.randomUUID() + "@example.com";
    given()
        .header("Authorization", "Bearer stale")
        .contentType(ContentType.JSON)
        .body(body(email))
        .post(CALL)
        .then()
        .statusCode(401)
        .body("code", equalTo("invalid_token"));
    given().contentType(ContentType.JSON).body(body(email)).post(CALL).then().statusCode(201);
  }

  private static String body(String email) {
    return "{\"email\": \"" + email + "\", \"password\": \"" + TestUsers.PASSWORD + "\"}";
  }
}
