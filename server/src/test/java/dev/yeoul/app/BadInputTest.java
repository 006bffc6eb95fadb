package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.account.Role;
import dev.yeoul.account.UserAdmin;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of the OpenAPI document, given what no sane client sends. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class BadInputTest {
  private static final List<String> BAD_IDS =
      List.of("0", "-1", "9223372036854775808", "99999999999999999999999", "9223372036854775807");
  private static final List<String> NOT_IDS = List.of("abc", "1.5", "1e3", "%00", "%20", "0x1");

  /** The call whose body may lack everything: what is absent is emptied. */
  private static final String TAKES_NOTHING = "/api/users/me/preferences";

  @Inject ChangeFeed changes;
  @Inject Jdbi jdbi;

  private String token = "";

  /** One call: a method and a path with its parameters filled in. */
  record Call(String method, String path, boolean takesJson, boolean open) {
    String withId(String id) {
      return path.replaceAll("\\{[a-z_]+}", id);
    }
  }

  @BeforeEach
  void anEditorWithSubscription() {
    String email = "bad-" + UUID.randomUUID() + "@example.org";
    token =
        given()
            .contentType("application/json")
            .body(Map.of("email", email, "password", "correct horse"))
            .post("/api/register")
            .then()
            .statusCode(201)
            .extract()
            .path("access_token");
    new UserAdmin(changes).grant(email, Role.EDITOR);
    asEditor()
        .contentType("application/json")
        .body(Map.of("plan", "basic", "billing_period", "month"))
        .post("/api/subscriptions")
        .then()
        .statusCode(201);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "broken              | {\"title\":              | 400",
        "nothing             |                           | 400",
        "NaN                 | {\"position_seconds\":NaN}| 400",
        "trailing            | {} {}                     | 400",
        "duplicate member    | {\"a\":1,\"a\":2}         | 400",
        "single quotes       | {'title':'x'}             | 400",
        "an array            | []                        | 422",
        "a number            | 42                        | 422",
        "null                | null                      | 422",
        "NUL                 | {\"title\":\"a\\u0000b\"} | 422",
        "a lone surrogate    | {\"title\":\"\\ud800\"}   | 422",
        "empty               | {}                        | 422"
      })
  void a_bad_body_is_refused_by_every_call(String name, String body, int status)
      throws IOException {
    for (Call call : calls()) {
      boolean fits = name.equals("empty") && call.path().equals(TAKES_NOTHING);
      if (call.takesJson() && !fits) {
        String sent = body == null ? "" : body;
        Response answer =
            asEditor()
                .contentType("application/json")
                .header("If-Match", "*")
                .body(sent.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .request(call.method(), call.withId("1"));
        expectProblem(call + " with " + name, answer, status);
      }
    }
  }

  @Test
  void deep_nesting_and_broken_utf8_are_syntax_errors() throws IOException {
    byte[] deep =
        ("{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] broken = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
    for (Call call : calls()) {
      if (call.takesJson()) {
        for (byte[] body : List.of(deep, broken)) {
          Response answer =
              asEditor()
                  .contentType("application/json")
                  .header("If-Match", "*")
                  .body(body)
                  .request(call.method(), call.withId("1"));
          expectProblem(call.toString(), answer, 400);
        }
      }
    }
  }

  @Test
  void a_large_body_is_refused_after_the_token_and_before_its_type() throws IOException {
    byte[] large = new byte[(1 << 20) + 1];
    java.util.Arrays.fill(large, (byte) ' ');
    for (Call call : calls()) {
      if (call.takesJson()) {
        Response signed =
            asEditor()
                .contentType("text/plain")
                .body(large)
                .request(call.method(), call.withId("1"));
        expectProblem(call + " large", signed, 413);
        if (!call.open()) {
          Response unsigned =
              given()
                  .contentType("text/plain")
                  .body(large)
                  .request(call.method(), call.withId("1"));
          expectProblem(call + " large without token", unsigned, 401);
        }
      }
    }
  }

  @Test
  void another_type_of_body_is_refused_by_every_call() throws IOException {
    for (Call call : calls()) {
      if (call.takesJson()) {
        for (String type : List.of("text/plain", "application/xml", "application/octet-stream")) {
          Response answer =
              asEditor()
                  .contentType(type)
                  .body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                  .request(call.method(), call.withId("1"));
          expectProblem(call + " as " + type, answer, 415);
        }
      }
    }
  }

  @Test
  void ids_that_no_row_has_are_404_and_what_is_no_integer_422() throws IOException {
    for (Call call : calls()) {
      // a row of recommendations has a name and no id
      if (!call.path().contains("{") || call.path().contains("{row}") || call.takesJson()) {
        continue;
      }
      for (String id : BAD_IDS) {
        Response answer =
            asEditor()
                .header("If-Match", "*")
                .urlEncodingEnabled(false)
                .request(call.method(), call.withId(id));
        expectProblem(call + " id " + id, answer, 404);
      }
      for (String id : NOT_IDS) {
        Response answer =
            asEditor()
                .header("If-Match", "*")
                .urlEncodingEnabled(false)
                .request(call.method(), call.withId(id));
        expectProblem(call + " id " + id, answer, 422);
      }
    }
  }

  @Test
  void no_token_or_a_bad_one_is_401_on_every_call() throws IOException {
    List<String> bad =
        List.of(
            "Bearer",
            "Bearer x",
            "Bearer a.b.c",
            "Basic YTpi",
            "Bearer " + token + "x",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
    for (Call call : calls()) {
      if (!call.open()) {
        expectProblem(
            call + " without token", given().request(call.method(), call.withId("1")), 401);
      }
      boolean looksAtTokens = call.path().startsWith("/api/") && !call.path().equals("/api/token");
      if (looksAtTokens) {
        for (String header : bad) {
          Response answer =
              given().header("Authorization", header).request(call.method(), call.withId("1"));
          expectProblem(call + " with " + header, answer, 401);
          assertThat(answer.header("WWW-Authenticate")).as(call.toString()).startsWith("Bearer");
        }
      }
    }
  }

  @Test
  void other_methods_are_405_even_without_a_token() throws IOException {
    List<Call> calls = calls();
    for (String path : calls.stream().map(Call::path).distinct().toList()) {
      List<String> known =
          calls.stream()
              .filter(call -> path.matches(call.path().replaceAll("\\{[a-z_]+}", "[^/]+")))
              .map(Call::method)
              .toList();
      for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
        if (!known.contains(method)) {
          Response answer = given().request(method, path.replaceAll("\\{[a-z_]+}", "1"));
          expectProblem(method + " " + path, answer, 405);
          assertThat(answer.header("Allow")).as(path).contains(known);
        }
      }
    }
  }

  @Test
  void nothing_bad_was_stored() {
    long before = rows();
    for (String body :
        List.of(
            "{\"kind\":\"movie\"}",
            "{\"title\":\"\",\"kind\":\"movie\"}",
            "{\"title\":\"t\",\"kind\":\"film\"}",
            "{\"title\":12,\"kind\":\"movie\"}",
            "{\"title\":\"t\",\"kind\":\"movie\",\"release_year\":\"2020\"}",
            "{\"title\":\"t\",\"kind\":\"movie\",\"release_year\":1869}",
            "{\"title\":\"t\",\"kind\":\"movie\",\"release_year\":2020.5}",
            "{\"title\":\"t\",\"kind\":\"movie\",\"genres\":\"Drama\"}")) {
      Response answer = asEditor().contentType("application/json").body(body).post("/api/series");
      expectProblem(body, answer, 422);
      assertThat(answer.jsonPath().getList("errors")).as(body).isNotEmpty();
    }
    assertThat(rows()).isEqualTo(before);
  }

  private long rows() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT COUNT(*) FROM series").mapTo(long.class).one());
  }

  private RequestSpecification asEditor() {
    return given().auth().oauth2(token);
  }

  private static void expectProblem(String what, Response answer, int status) {
    assertThat(answer.statusCode()).as("%s: %s", what, answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getInt("status")).as(what).isEqualTo(status);
    assertThat(answer.jsonPath().getString("code")).as(what).isNotBlank();
  }

  private static List<Call> calls() throws IOException {
    JsonNode document = Json.mapper().readTree(given().get("/openapi.json").asByteArray());
    List<Call> calls = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  JsonNode body = operation.getValue().at("/requestBody/content");
                  calls.add(
                      new Call(
                          operation.getKey().toUpperCase(java.util.Locale.ROOT),
                          path.getKey(),
                          body.has("application/json"),
                          !operation.getValue().has("security")));
                }));
    assertThat(calls).hasSizeGreaterThan(25);
    return calls;
  }
}
