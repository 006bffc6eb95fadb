package dev.yeoul.catalog;

import static io.restassured.RestAssured.given;

import dev.yeoul.account.Role;
import dev.yeoul.account.UserAdmin;
import dev.yeoul.platform.ChangeFeed;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Calls to the catalogue as somebody. */
final class CatalogApi {
  private final String token;

  private CatalogApi(String token) {
    this.token = token;
  }

  static CatalogApi viewer() {
    return new CatalogApi(register("u" + UUID.randomUUID() + "@example.org"));
  }

  static CatalogApi editor(ChangeFeed changes) {
    String email = "u" + UUID.randomUUID() + "@example.org";
    String token = register(email);
    new UserAdmin(changes).grant(email, Role.EDITOR);
    return new CatalogApi(token);
  }

  private static String register(String email) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("email", email, "password", "correct horse"))
        .post("/api/register")
        .then()
        .statusCode(201)
        .extract()
        .path("access_token");
  }

  RequestSpecification call() {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }

  static Response get(String path) {
    return given().urlEncodingEnabled(false).get(path);
  }

  static String etag(String path) {
    return get(path).header("ETag");
  }

  Response post(String path, Object body) {
    return call().body(body).post(path);
  }

  Response put(String path, String etag, Object body) {
    return call().header("If-Match", etag).body(body).put(path);
  }

  Response putUnmatched(String path, Object body) {
    return call().body(body).put(path);
  }

  Response delete(String path, String etag) {
    return call().header("If-Match", etag).delete(path);
  }

  Response deleteUnmatched(String path) {
    return call().delete(path);
  }

  /** A new series; answers its path. */
  String series(String kind, String title) {
    return "/api/series/"
        + post("/api/series", Map.of("kind", kind, "title", title))
            .then()
            .statusCode(201)
            .extract()
            .path("id");
  }

  static Map<String, Object> episode(int season, int number, String title) {
    Map<String, Object> body = new HashMap<>();
    body.put("season_number", season);
    body.put("episode_number", number);
    body.put("title", title);
    body.put("duration_seconds", 1_200);
    return body;
  }
}
