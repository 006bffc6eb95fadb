package dev.yeoul.account;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;

/** Registers users over HTTP, for tests. */
public final class TestUsers {
  /** Everybody's password. */
  public static final String PASSWORD = "a river runs through it";

  private TestUsers() {}

  /** Registers somebody new. */
  public static TestUser register() {
    String email = "u" + UUID.randomUUID() + "@example.com";
    JsonPath answer =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("email", email, "password", PASSWORD))
            .post("/api/register")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new TestUser(
        answer.getLong("user.id"),
        email,
        answer.getString("access_token"),
        answer.getString("refresh_token"));
  }

  /** Somebody who is logged in. */
  public record TestUser(long id, String email, String token, String refreshToken) {
    /** The value of the Authorization header. */
    public String bearer() {
      return "Bearer " + token;
    }
  }
}
