package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.Role;
import dev.yeoul.account.UserAdmin;
import dev.yeoul.platform.ChangeFeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP asks of every address, from the cache and without it. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HttpRulesTest {
  private static final int TOO_MUCH = 17 * 1024;

  @Inject MeterRegistry metrics;
  @Inject ChangeFeed changes;

  @Test
  void a_long_address_is_414() throws IOException {
    expectRefusal(
        "GET /api/series?genre=" + "x".repeat(TOO_MUCH) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        414,
        "uri_too_long");
  }

  @Test
  void large_headers_are_431() throws IOException {
    expectRefusal(
        "GET /api/series HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(TOO_MUCH) + "\r\n\r\n",
        431,
        "headers_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/token HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /api/token HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "GET /api/series HTTP/1.1\r\nHost : x\r\n\r\n",
        "nothing\r\n\r\n"
      })
  void what_is_not_http_is_400(String request) throws IOException {
    expectRefusal(request, 400, "malformed_request");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /health/ready,200",
    "GET /,200",
    "GET /metrics,200",
    "GET /api/plans,200",
    "GET /api/series?limit=1,200",
    "GET /api/series/999999999,404",
    "GET /api/users/me,401",
    "GET /api/nothing,404"
  })
  void by_http_1_0_a_host_need_not_be_named(String call, int status) throws IOException {
    for (String connection : List.of("", "Connection: keep-alive\r\n")) {
      try (WireClient client = new WireClient()) {
        client.send(call + " HTTP/1.0\r\n" + connection + "\r\n");
        assertThat(client.next().status()).isEqualTo(status);
      }
    }
  }

  @Test
  void who_names_no_host_is_told_addresses_all_the_same() throws IOException {
    String email = "u" + UUID.randomUUID() + "@example.org";
    String token =
        given()
            .contentType("application/json")
            .body(Map.of("email", email, "password", "correct horse"))
            .post("/api/register")
            .path("access_token");
    new UserAdmin(changes).grant(email, Role.EDITOR);
    String body = "{\"kind\":\"movie\",\"title\":\"Without a host\"}";
    try (WireClient client = new WireClient()) {
      client.send(
          "POST /api/series HTTP/1.0\r\nAuthorization: Bearer "
              + token
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      WireClient.Answer answer = client.next();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.headers().get("location"))
          .startsWith("http://127.0.0.1:" + RestAssured.port + "/api/series/");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n",
        " HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n",
        " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n",
        " HTTP/1.0\r\nHost: x\r\nContent-Length: 1048577\r\nConnection: keep-alive\r\n\r\n"
      })
  void nothing_is_served_behind_a_body_that_is_too_large(String head) throws IOException {
    String rest = "x".repeat((1 << 20) + 1);
    String next = "GET /api/plans HTTP/1.1\r\nHost: x\r\n\r\n";
    expectRefusal("POST /api/register" + head + rest + next, 413, "body_too_large");
  }

  private static void expectRefusal(String request, int status, String code) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // to the end: the connection is closed
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT))
          .contains("connection: close", "content-type: application/problem+json");
      assertThat(answer).endsWith("}").contains("\"code\":\"" + code + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/redoc",
        "/docs",
        "/docs/",
        "/metrics",
        "/openapi.json",
        "/health/ready",
        "/api/plans"
      })
  void head_has_the_headers_of_get(String path) {
    Response get = given().get(path);
    Response head = given().head(path);
    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.contentType()).startsWith(get.contentType().split(";", 2)[0]);
    assertThat(head.asByteArray()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/redoc", "/docs", "/metrics", "/openapi.json"})
  void pages_are_for_reading(String path) {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      Response answer = given().request(method, path);
      assertThat(answer.statusCode()).as(method + path).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void head_is_answered_from_the_cache_too() {
    String path = "/api/plans?n=" + UUID.randomUUID();
    Response missed = given().head(path);
    double before = hits();
    Response hit = given().head(path);
    assertThat(hits()).isEqualTo(before + 1);
    Response get = given().get(path);
    assertThat(get.asByteArray()).isNotEmpty();
    for (Response head : List.of(missed, hit)) {
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.asByteArray()).isEmpty();
      for (String name : List.of("ETag", "Cache-Control", "Content-Type", "Content-Length")) {
        assertThat(head.header(name)).as(name).isNotNull().isEqualTo(get.header(name));
      }
    }
    given().header("If-None-Match", get.header("ETag")).head(path).then().statusCode(304);
  }

  private double hits() {
    return metrics.get("yeoul.response.cache.hits").functionCounter().count();
  }

  @ParameterizedTest
  @CsvSource({"/api/plans", "/api/trending", "/api/series", "/health/live"})
  void answers_are_json_whatever_accept_says(String path) {
    String address = path + "?n=" + UUID.randomUUID();
    for (String state : List.of("missed", "hit")) {
      Response answer = given().header("Accept", "text/plain").get(address);
      assertThat(answer.statusCode()).as(state).isEqualTo(200);
      assertThat(answer.contentType()).as(state).startsWith("application/json");
    }
  }

  @Test
  void etags_may_come_in_several_lines() {
    String path = "/api/plans?n=" + UUID.randomUUID();
    String etag = given().get("/api/plans").header("ETag");
    Headers lines =
        new Headers(new Header("If-None-Match", "\"x\""), new Header("If-None-Match", etag));
    for (String state : List.of("missed", "hit")) {
      assertThat(given().headers(lines).get(path).statusCode()).as(state).isEqualTo(304);
    }
  }
}
