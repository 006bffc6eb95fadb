package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads answered from the cache ahead of Vert.x, beside those that come by it. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class CachedReadsTest {
  private static final String GET = "GET /api/plans HTTP/1.1\r\nHost: localhost\r\n";
  private static final String END = "\r\n";
  private static final String BAD_LOG_IN =
      "POST /api/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
          + "application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nusername=";
  private static final String NO_TOKEN = "GET /api/users/me HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private String etag = "";

  @BeforeEach
  void fill() {
    etag = given().get("/api/plans").then().statusCode(200).extract().header("ETag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: close\r\n",
        "Connection: keep-alive\r\nConnection: close\r\n",
        "Content-Length: 0\r\n",
        "Upgrade: h2c\r\nConnection: keep-alive\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void both_ways_give_one_answer(String longWay) throws IOException {
    for (String condition : List.of("", "If-None-Match: " + etag + END)) {
      try (WireClient quick = new WireClient();
          WireClient slow = new WireClient()) {
        quick.send(GET + condition + END);
        slow.send(GET + condition + longWay + END);

        WireClient.Answer expected = slow.next();
        expected.headers().remove("connection");
        assertThat(expected.status()).isEqualTo(condition.isEmpty() ? 200 : 304);
        assertThat(quick.next()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "W/%s",
        "\"other\", %s",
        "*",
        "\"other\"\r\nIf-None-Match: %s",
      })
  void what_the_client_has_is_not_sent(String condition) throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(GET + "If-None-Match: " + condition.formatted(etag) + END + END);

      WireClient.Answer answer = client.next();
      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.headers()).containsEntry("etag", etag).doesNotContainKey("content-length");
    }
  }

  @Test
  void what_the_client_has_of_something_else_does_not_count() throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(GET + "If-None-Match: \"other\"\r\n\r\n");

      assertThat(client.next().status()).isEqualTo(200);
    }
  }

  @Test
  void answers_keep_the_order_of_the_requests() throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(
          GET
              + END
              + BAD_LOG_IN
              + GET
              + END
              + GET
              + "If-None-Match: "
              + etag
              + END
              + END
              + NO_TOKEN
              + GET
              + END
              + BAD_LOG_IN
              + NO_TOKEN
              + GET
              + END);

      assertThat(client.statuses(9)).containsExactly(200, 400, 200, 304, 401, 200, 400, 401, 200);
    }
  }

  @Test
  void a_request_may_come_in_pieces() throws IOException {
    try (WireClient client = new WireClient()) {
      for (char letter : (GET + END + GET).toCharArray()) {
        client.send(String.valueOf(letter));
      }
      assertThat(client.next().status()).isEqualTo(200);
      client.send(END);

      assertThat(client.next().status()).isEqualTo(200);
    }
  }

  @Test
  void a_body_of_a_read_is_not_the_next_request() throws IOException {
    String hidden = NO_TOKEN;
    try (WireClient client = new WireClient()) {
      client.send(GET + "Content-Length: " + hidden.length() + END + END + hidden + GET + END);

      assertThat(client.statuses(2)).containsExactly(200, 200);
    }
  }

  @Test
  void nothing_is_answered_behind_what_can_not_be_read() throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(GET + END + GET + "No colon\r\n\r\n" + GET + END);

      assertThat(client.statuses(2)).containsExactly(200, 400);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void nothing_is_answered_after_the_last_answer() throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(GET + END + GET + "Connection: close\r\n\r\n" + GET + END);

      assertThat(client.statuses(2)).containsExactly(200, 200);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Bearer a.b.c\r\nAuthorization: Bearer a.b.c"})
  void a_token_that_is_not_good_is_refused(String token) throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(GET + "Authorization: " + token + END + END);

      assertThat(client.next().status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1\r\n",
        "1.1\r\nHost: a b\r\n",
        "1.1\r\nHost: x:port\r\n",
        "1.1\r\nHost: a%41b\r\n",
        "1.1\r\nHost: localhost\r\nHost: localhost\r\n",
        "1.0\r\nHost: a b\r\n",
        "1.0\r\nHost: localhost\r\nHost: localhost\r\n"
      })
  void a_host_that_is_none_is_refused(String host) throws IOException {
    try (WireClient client = new WireClient()) {
      client.send("GET /api/plans HTTP/" + host + END);

      WireClient.Answer answer = client.next();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("malformed_request", "Host");
      assertThat(client.isAtEnd()).isTrue();
    }
  }
}
