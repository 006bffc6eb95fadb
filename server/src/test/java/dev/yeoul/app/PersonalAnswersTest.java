package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.Json;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.taste.TasteCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every call of the OpenAPI document, as two users and as nobody, each several times in turn: what
 * was made for one never reaches another, and only what is the same for all may be kept by caches.
 */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class PersonalAnswersTest {
  private static final String PERSONAL = "private, no-store";

  /** Values that calls without a body of this kind refuse: an answer all the same. */
  private static final String ANY_BODY = "{\"title\": \"x\", \"kind\": \"movie\"}";

  /** These need a token, and everybody's answer is the same. */
  private static final Set<String> SAME_FOR_ALL = Set.of("listReviews");

  @Inject Jdbi jdbi;
  @Inject SeriesScores scores;

  private record Call(String id, String method, String path, boolean needsToken, boolean form) {}

  @Test
  void no_answer_made_for_one_is_served_to_another() throws IOException {
    Show show = Viewing.show(jdbi, 2, 1000);
    ApiViewer one = viewer(show, 111, 4, "KR");
    ApiViewer two = viewer(show, 222, 2, "FR");
    TasteCalls.settleScores(jdbi, scores); // or the series would change meanwhile
    await().until(() -> trends(show)); // or what is trending would
    List<Call> calls = calls(show);
    assertThat(calls).hasSizeGreaterThan(30);

    List<Call> reads = calls.stream().filter(call -> call.method().equals("GET")).toList();
    int personal = 0;
    for (Call call : reads) {
      if (call.needsToken()) {
        personal++;
        personal(call, one, two);
      } else {
        shared(call, one, two);
      }
    }
    assertThat(personal).isGreaterThanOrEqualTo(5);

    // log-out ends the users' sessions, and so comes last
    calls.stream()
        .filter(call -> !call.method().equals("GET") && !call.id().equals("logout"))
        .forEach(call -> changes(call, one, two));
    calls.stream()
        .filter(call -> call.id().equals("logout"))
        .forEach(call -> changes(call, one, two));
  }

  /** Whether the views of both viewers are counted. */
  private static boolean trends(Show show) {
    Float score =
        given()
            .get("/api/trending?window=week&limit=100")
            .jsonPath()
            .get("find { it.id == " + show.id() + " }.score.toFloat()");
    return score != null && score > 1.9;
  }

  /** The same address, asked by each in turn: everybody has their own, and nobody has nothing. */
  private static void personal(Call call, ApiViewer one, ApiViewer two) {
    String first = own(call, one);
    String second = own(call, two);
    assertThat(second.equals(first))
        .as("the same for both: %s", call)
        .isEqualTo(SAME_FOR_ALL.contains(call.id()));
    for (int i = 0; i < 2; i++) {
      Response none = send(call, null);
      assertThat(none.statusCode()).as(call.toString()).isEqualTo(401);
      assertThat(none.header("Cache-Control")).as(call.toString()).isEqualTo(PERSONAL);
      assertThat(lasting(own(call, one))).as(call.toString()).isEqualTo(lasting(first));
      assertThat(lasting(own(call, two))).as(call.toString()).isEqualTo(lasting(second));
    }
  }

  /** An answer without the name of its showing, which may be another one each time. */
  private static String lasting(String answer) {
    return answer.replaceAll("\"impression_id\":\"[^\"]+\"", "");
  }

  private static String own(Call call, ApiViewer viewer) {
    Response answer = send(call, viewer);
    assertThat(answer.statusCode()).as("%s: %s", call, answer.asString()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).as(call.toString()).isEqualTo(PERSONAL);
    return answer.asString();
  }

  /** What needs no token is the same for all, hit or miss, and says nothing of anybody. */
  private static void shared(Call call, ApiViewer one, ApiViewer two) {
    String first = send(call, one).asString();
    if (call.path().startsWith("/api/")) {
      assertThat(send(call, two).asString()).as(call.toString()).isEqualTo(first);
      assertThat(send(call, null).asString()).as(call.toString()).isEqualTo(first);
      assertThat(send(call, one).asString()).as(call.toString()).isEqualTo(first);
    }
    assertThat(first)
        .as(call.toString())
        .doesNotContain("user_id", "email", "position_seconds", "@example.com");
  }

  /** Whatever a change answers, a refusal too, is for its caller alone. */
  private static void changes(Call call, ApiViewer one, ApiViewer two) {
    for (ApiViewer viewer : new ApiViewer[] {one, two, null}) {
      Response answer = send(call, viewer);
      assertThat(answer.statusCode()).as("%s: %s", call, answer.asString()).isLessThan(500);
      assertThat(answer.header("Cache-Control")).as(call.toString()).contains("no-store");
    }
  }

  private static Response send(Call call, @Nullable ApiViewer viewer) {
    RequestSpecification request = viewer == null ? given() : viewer.call();
    request.urlEncodingEnabled(false);
    if (!call.method().equals("GET")) {
      request.contentType(call.form() ? "application/x-www-form-urlencoded" : "application/json");
      request.body(call.form() ? "username=nobody@example.com&password=x" : ANY_BODY);
    }
    return request.request(call.method(), call.path());
  }

  /** Each operation with real ids in its path, without and with its query. */
  private static List<Call> calls(Show show) throws IOException {
    JsonNode document = Json.mapper().readTree(given().get("/openapi.json").asString());
    List<Call> calls = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      String address =
          path.getKey()
              .replace("{series_id}", show.id().toString())
              .replace("{episode_id}", show.first().toString())
              .replace("{season_number}", "1")
              .replace("{review_id}", "1")
              .replace("{row}", "continue_watching");
      assertThat(address).as("a parameter that this test has no value for").doesNotContain("{");
      for (var operation : path.getValue().properties()) {
        JsonNode facts = operation.getValue();
        String id = facts.path("operationId").asText();
        assertThat(id).as(address).isNotEmpty();
        boolean token = !facts.path("security").isMissingNode();
        boolean form =
            facts.path("requestBody").path("content").has("application/x-www-form-urlencoded");
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        calls.add(new Call(id, method, address, token, form));
        String query = query(facts);
        if (!query.isEmpty()) {
          calls.add(new Call(id, method, address + query, token, form));
        }
      }
    }
    return calls;
  }

  private static String query(JsonNode operation) {
    Map<String, String> values =
        Map.of("limit", "7", "kind", "show", "season", "1", "window", "week");
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.path("parameters")) {
      String value = values.get(parameter.path("name").asText());
      if (parameter.path("in").asText().equals("query") && value != null) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parameter.path("name").asText())
            .append('=')
            .append(value);
      }
    }
    return query.toString();
  }

  private static ApiViewer viewer(Show show, long seconds, int score, String country) {
    ApiViewer viewer = ApiViewer.subscribed();
    viewer.watch(show.id(), show.first(), seconds);
    String series = "/api/series/" + show.id();
    put(viewer, series + "/rating", "{\"score\":" + score + "}");
    put(viewer, series + "/reviews", "{\"text\":\"of " + country + "\"}");
    put(viewer, "/api/users/me/preferences", "{\"country\":\"" + country + "\"}");
    return viewer;
  }

  private static void put(ApiViewer viewer, String path, String body) {
    viewer.call().contentType("application/json").body(body).put(path).then().statusCode(200);
  }
}
