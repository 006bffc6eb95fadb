package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one set of stores: what changes on one is so on the other, soon. */
class TwoNodesIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess first;

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess second;

  @BeforeAll
  static void start() {
    first = ServerProcess.serve();
    second = ServerProcess.serve("--role", "api");
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void an_edit_on_one_node_is_served_by_the_other() {
    String email = email();
    String token = register(email);
    ServerProcess.run(ServerProcess.settings(), "user", "grant", email, "editor");
    String path =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  Response made = post(first, token, "/api/series", series("before"));
                  return made.statusCode() == 201
                      ? URI.create(made.header("Location")).getPath()
                      : null;
                },
                java.util.Objects::nonNull);
    awaitTitle(second, path, "before");
    String etag = given().get(first.url() + path).header("ETag");

    given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .header("If-Match", etag)
        .body(series("after"))
        .put(first.url() + path)
        .then()
        .statusCode(200);

    awaitTitle(first, path, "after");
    awaitTitle(second, path, "after");
  }

  @Test
  void a_session_that_ends_on_one_node_ends_on_the_other() {
    String token = register(email());
    me(second, token).then().statusCode(200);

    given().auth().oauth2(token).post(first.url() + "/api/logout").then().statusCode(204);

    me(first, token).then().statusCode(401);
    await().atMost(SOON).until(() -> me(second, token).statusCode() == 401);
  }

  @Test
  void a_grant_works_on_both() {
    String email = email();
    String token = register(email);
    post(second, token, "/api/series", series("refused")).then().statusCode(403);

    ServerProcess.run(ServerProcess.settings(), "user", "grant", email, "editor");

    await()
        .atMost(SOON)
        .until(() -> post(second, token, "/api/series", series("x")).statusCode() == 201);
  }

  private static void awaitTitle(ServerProcess node, String path, String title) {
    await()
        .atMost(SOON)
        .until(() -> title.equals(given().get(node.url() + path).jsonPath().getString("title")));
  }

  private static Response me(ServerProcess node, String token) {
    return given().auth().oauth2(token).get(node.url() + "/api/users/me");
  }

  private static Response post(
      ServerProcess node, String token, String path, Map<String, String> body) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .body(body)
        .post(node.url() + path);
  }

  private static Map<String, String> series(String title) {
    return Map.of("title", title, "kind", "movie");
  }

  private static String email() {
    return "node-" + UUID.randomUUID() + "@example.org";
  }

  private static String register(String email) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("email", email, "password", "correct horse"))
        .post(first.url() + "/api/register")
        .then()
        .statusCode(201)
        .extract()
        .path("access_token");
  }
}
