package dev.yeoul.playback;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ProgressApiTest {
  @Inject Jdbi jdbi;
  @Inject MongoDatabase mongo;

  @Test
  void what_is_accepted_is_answered_and_read_at_once() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 2, 1000);
    viewer
        .report(
            show.id(),
            Map.of(
                "episode_id",
                show.first().value(),
                "position_seconds",
                12.3456,
                "duration_seconds",
                7,
                "action",
                "seek",
                "device",
                "거실 📺"))
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("series_id", equalTo((int) show.id().value()))
        .body("episode_id", equalTo((int) show.first().value()))
        .body("position_seconds", equalTo(12.346f))
        .body("duration_seconds", equalTo(1000))
        .body("completed", equalTo(false))
        .body("size()", equalTo(6));
    viewer
        .call()
        .get("/api/series/" + show.id() + "/progress")
        .then()
        .statusCode(200)
        .body("$", hasSize(1))
        .body("[0].position_seconds", equalTo(12.346f));
    assertThat(ApiViewer.register().read("/api/series/" + show.id() + "/progress").getList("$"))
        .isEmpty();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          List<Document> logs = logs(viewer);
          assertThat(logs).hasSize(1);
          Document log = logs.getFirst();
          assertThat(log.getString("action")).isEqualTo("seek");
          assertThat(log.getString("device")).isEqualTo("거실 📺");
          assertThat(log.getLong("position_ms")).isEqualTo(12_346);
          assertThat(stored(viewer, show)).isEqualTo(12_346);
        });
  }

  @ParameterizedTest
  @CsvSource({"899.999, false", "900, true", "1000, true", "0, false"})
  void an_episode_counts_as_seen_from_90_percent(String position, boolean completed) {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    viewer.watch(show.id(), show.first(), 950);
    viewer
        .report(
            show.id(),
            "{\"episode_id\":%s,\"position_seconds\":%s}".formatted(show.first(), position))
        .statusCode(200)
        .body("completed", equalTo(completed));
    assertThat(viewer.read("/api/series/" + show.id() + "/progress").getBoolean("[0].completed"))
        .isEqualTo(completed);
  }

  @Test
  void the_body_s_duration_counts_only_where_the_episode_s_is_unknown() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, null);
    Map<String, Object> body = Map.of("episode_id", show.first().value(), "position_seconds", 90);
    viewer
        .report(show.id(), body)
        .statusCode(200)
        .body("duration_seconds", nullValue())
        .body("completed", equalTo(false));
    viewer
        .report(show.id(), with(body, "duration_seconds", 100))
        .statusCode(200)
        .body("duration_seconds", equalTo(100))
        .body("completed", equalTo(true));
    viewer
        .report(show.id(), with(body, "duration_seconds", 89.9))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/position_seconds"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "episode_id; null",
        "episode_id; \"1\"",
        "episode_id; 1.5",
        "position_seconds; null",
        "position_seconds; -0.001",
        "position_seconds; \"12\"",
        "position_seconds; 1e400",
        "position_seconds; 1e99999",
        "position_seconds; true",
        "duration_seconds; 0",
        "duration_seconds; -1",
        "action; \"dance\"",
        "action; 0",
        "device; 7",
      })
  void a_wrong_shape_is_422_even_without_a_subscription(String member, String value) {
    Map<String, String> members = new HashMap<>();
    members.put("episode_id", "1");
    members.put("position_seconds", "1");
    members.put(member, value);
    String json =
        members.entrySet().stream()
            .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    ApiViewer.register()
        .report(new SeriesId(1), json)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo("/" + member));
  }

  @Test
  void a_long_device_is_422() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    Map<String, Object> body = Map.of("episode_id", show.first().value(), "position_seconds", 1);
    for (String character : List.of("x", "📺")) {
      viewer.report(show.id(), with(body, "device", character.repeat(100))).statusCode(200);
      viewer.report(show.id(), with(body, "device", character.repeat(101))).statusCode(422);
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(logs(viewer))
                .extracting(log -> log.getString("device"))
                .containsExactlyInAnyOrder("x".repeat(100), "📺".repeat(100)));
  }

  @Test
  void a_number_with_a_huge_negative_exponent_is_zero_quickly() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    viewer
        .report(
            show.id(), "{\"episode_id\":" + show.first() + ",\"position_seconds\":1e-999999999}")
        .statusCode(200)
        .body("position_seconds", equalTo(0));
  }

  @Test
  void without_a_subscription_it_is_403_before_404() {
    ApiViewer.register()
        .report(new SeriesId(999_999_999), Map.of("episode_id", 999_999_999, "position_seconds", 1))
        .statusCode(403)
        .body("code", equalTo("subscription_required"));
  }

  @Test
  void an_ended_subscription_stops_progress_at_once() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    viewer.watch(show.id(), show.first(), 1);
    viewer.call().delete("/api/subscriptions/current?immediately=true").then().statusCode(200);
    viewer
        .report(show.id(), Map.of("episode_id", show.first().value(), "position_seconds", 2))
        .statusCode(403);
  }

  @Test
  void what_does_not_exist_is_404_with_its_code() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    Show other = Viewing.show(jdbi, 1, 1000);
    Map<String, Object> body = Map.of("episode_id", show.first().value(), "position_seconds", 1);
    viewer.report(other.id(), body).statusCode(404).body("code", equalTo("episode_not_found"));
    for (Object none : List.of(0, -1, BigInteger.TWO.pow(63), BigInteger.TEN.pow(30))) {
      viewer
          .report(show.id(), with(body, "episode_id", none))
          .statusCode(404)
          .body("code", equalTo("episode_not_found"));
    }
    for (String unknown : List.of("0", "-1", "9223372036854775808", "999999999")) {
      viewer
          .report(SeriesId.fromString(unknown), body)
          .statusCode(404)
          .body("code", equalTo("series_not_found"));
      viewer.call().get("/api/series/" + unknown + "/progress").then().statusCode(404);
    }
    viewer.call().get("/api/series/abc/progress").then().statusCode(422);
  }

  @Test
  void beyond_the_duration_is_422_and_nothing_is_stored() {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    viewer
        .report(show.id(), Map.of("episode_id", show.first().value(), "position_seconds", 1000.001))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/position_seconds"));
    assertThat(viewer.read("/api/series/" + show.id() + "/progress").getList("$")).isEmpty();
  }

  @Test
  void of_64_parallel_writers_the_last_accepted_one_wins_everywhere() throws Exception {
    ApiViewer viewer = ApiViewer.subscribed();
    Show show = Viewing.show(jdbi, 1, 1000);
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      int first = i * 10;
      writers.add(() -> {
        for (int second = first; second < first + 5; second++) {
          viewer.watch(show.id(), show.first(), second);
        }
        return true;
      });
    }
    try (var threads = Executors.newFixedThreadPool(64)) {
      for (var result : threads.invokeAll(writers)) {
        assertThat(result.get()).isTrue();
      }
    }
    long read =
        1000L
            * viewer.read("/api/series/" + show.id() + "/progress").getLong("[0].position_seconds");
    await().atMost(Duration.ofSeconds(10)).until(() -> logs(viewer).size() == 64 * 5);
    assertThat(logs(viewer).getLast().getLong("position_ms")).isEqualTo(read);
    await().atMost(Duration.ofSeconds(5)).until(() -> stored(viewer, show) == read);
    assertThat(
            1000L
                * viewer
                    .read("/api/series/" + show.id() + "/progress")
                    .getLong("[0].position_seconds"))
        .isEqualTo(read);
  }

  /** In the order in which Redis accepted them. */
  private List<Document> logs(ApiViewer viewer) {
    return mongo
        .getCollection("viewing_logs")
        .find(eq("user_id", viewer.id()))
        .into(new ArrayList<>())
        .stream()
        .sorted(Comparator.comparing(ProgressApiTest::entry))
        .toList();
  }

  private static EntryId entry(Document log) {
    String id = log.getString("_id");
    return EntryId.parse(id.substring(id.indexOf('-') + 1));
  }

  private long stored(ApiViewer viewer, Show show) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT position_ms FROM viewing_progress"
                    + " WHERE user_id = ? AND episode_id = ?")
            .bind(0, viewer.id())
            .bind(1, show.first().value())
            .mapTo(long.class)
            .findOne()
            .orElse(-1L));
  }

  private static Map<String, @Nullable Object> with(
      Map<String, Object> body, String member, Object value) {
    Map<String, @Nullable Object> changed = new HashMap<>(body);
    changed.put(member, value);
    return changed;
  }
}
