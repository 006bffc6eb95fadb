package dev.yeoul.taste;

import static dev.yeoul.taste.TasteCalls.put;
import static dev.yeoul.taste.TasteCalls.rate;
import static dev.yeoul.taste.TasteCalls.rating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RatingApiTest {
  private static final SeriesId UNKNOWN = new SeriesId(999_999_999);
  private static final int AT_ONCE = 50;

  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;
  @Inject SeriesScores scores;

  private ApiViewer viewer;
  private Show show;

  @BeforeEach
  void somebodyWhoWatched() {
    show = Viewing.show(jdbi, 1, 1000);
    viewer = ApiViewer.subscribed();
    viewer.watch(show.id(), show.first(), 10);
  }

  /** What other tests read of the catalogue is not to change under them. */
  @AfterEach
  void settle() {
    TasteCalls.settleScores(jdbi, scores);
  }

  @Test
  void a_rating_is_given_read_changed_and_taken_back() {
    Response given =
        put(viewer, rating(show.id()), Map.of("score", 4))
            .statusCode(200)
            .header("Cache-Control", "private, no-store")
            .body("series_id", equalTo((int) show.id().value()))
            .body("score", equalTo(4))
            .body("rated_at", startsWith("20"))
            .body("size()", equalTo(3))
            .extract()
            .response();
    Response read = viewer.call().get(rating(show.id()));
    assertThat(read.asString()).isEqualTo(given.asString());
    assertThat(read.header("Cache-Control")).isEqualTo("private, no-store");

    rate(viewer, show.id(), 1);
    assertThat(viewer.read(rating(show.id())).getInt("score")).isEqualTo(1);

    ApiViewer other = ApiViewer.subscribed();
    expect(other.call().get(rating(show.id())), 404, "rating_not_found");

    viewer.call().delete(rating(show.id())).then().statusCode(204);
    expect(viewer.call().get(rating(show.id())), 404, "rating_not_found");
    viewer.call().delete(rating(show.id())).then().statusCode(204);
  }

  @Test
  void only_who_has_watched_may_rate_subscribed_or_not() {
    ApiViewer other = ApiViewer.subscribed();
    refused(other, show.id(), 403, "not_watched");
    other.watch(show.id(), show.first(), 0);
    rate(other, show.id(), 5);

    other.call().delete("/api/subscriptions/current?immediately=true").then().statusCode(200);
    rate(other, show.id(), 2);
  }

  @Test
  void a_rating_outlives_the_history_but_a_new_one_needs_a_play() {
    rate(viewer, show.id(), 3);
    viewer.call().delete("/api/users/me/history/" + show.id()).then().statusCode(204);
    assertThat(viewer.read(rating(show.id())).getInt("score")).isEqualTo(3);
    refused(viewer, show.id(), 403, "not_watched");
    viewer.watch(show.id(), show.first(), 20);
    rate(viewer, show.id(), 4);
  }

  @Test
  void a_series_that_is_not_there_is_404_on_every_call() {
    rate(viewer, show.id(), 3);
    TasteCalls.deleteSeries(changes, show.id());
    for (SeriesId gone : List.of(show.id(), UNKNOWN)) {
      refused(viewer, gone, 404, "series_not_found");
      expect(viewer.call().get(rating(gone)), 404, "series_not_found");
      expect(viewer.call().delete(rating(gone)), 404, "series_not_found");
    }
  }

  @Test
  void the_shape_is_looked_at_before_the_series_and_the_history() {
    ApiViewer other = ApiViewer.register();
    put(other, rating(UNKNOWN), Map.of("score", 6)).statusCode(422);
    put(other, rating(show.id()), Map.of("score", 6)).statusCode(422);
    put(other, "/api/series/abc/rating", Map.of("score", 5)).statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "6",
        "-1",
        "\"5\"",
        "4.5",
        "5.0",
        "5e0",
        "null",
        "true",
        "[5]",
        "99999999999"
      })
  void what_is_no_score_is_422(String score) {
    put(viewer, rating(show.id()), "{\"score\": " + score + "}")
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("errors[0].pointer", equalTo("/score"));
    expect(viewer.call().get(rating(show.id())), 404, "rating_not_found");
  }

  @Test
  void fifty_at_once_leave_one_rating() throws InterruptedException, ExecutionException {
    List<Future<Integer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        int score = 1 + i % 5;
        answers.add(
            threads.submit(() ->
                put(viewer, rating(show.id()), Map.of("score", score)).extract().statusCode()));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    List<Integer> stored =
        jdbi.withHandle(handle ->
            handle
                .createQuery("SELECT score FROM ratings WHERE series_id = ?")
                .bind(0, show.id().value())
                .mapTo(Integer.class)
                .list());
    assertThat(stored).containsExactly(viewer.read(rating(show.id())).getInt("score"));
  }

  @Test
  void of_many_at_once_all_are_written_but_those_that_may_not_be()
      throws InterruptedException, ExecutionException {
    List<ApiViewer> watched = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ApiViewer one = ApiViewer.subscribed();
      one.watch(show.id(), show.first(), 10);
      watched.add(one);
    }
    ApiViewer stranger = ApiViewer.register();
    List<Future<Integer>> good = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      watched.forEach(one -> good.add(threads.submit(() -> status(one, show.id()))));
      Future<Integer> unwatched = threads.submit(() -> status(stranger, show.id()));
      Future<Integer> nowhere = threads.submit(() -> status(viewer, UNKNOWN));
      assertThat(unwatched.get()).isEqualTo(403);
      assertThat(nowhere.get()).isEqualTo(404);
      for (Future<Integer> answer : good) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    watched.forEach(one -> assertThat(one.read(rating(show.id())).getInt("score")).isEqualTo(5));
    expect(stranger.call().get(rating(show.id())), 404, "rating_not_found");
  }

  private static int status(ApiViewer viewer, SeriesId series) {
    return put(viewer, rating(series), Map.of("score", 5)).extract().statusCode();
  }

  @Test
  void every_change_is_told_and_nothing_else() {
    String tag = "taste:" + viewer.id();
    rate(viewer, show.id(), 3);
    assertThat(TasteCalls.told(jdbi, tag)).isEqualTo(1);
    rate(viewer, show.id(), 4);
    assertThat(TasteCalls.told(jdbi, tag)).isEqualTo(2);
    viewer.call().delete(rating(show.id())).then().statusCode(204);
    assertThat(TasteCalls.told(jdbi, tag)).isEqualTo(3);
    viewer.call().delete(rating(show.id())).then().statusCode(204);
    refused(viewer, UNKNOWN, 404, "series_not_found");
    assertThat(TasteCalls.told(jdbi, tag)).isEqualTo(3);
  }

  private static void refused(ApiViewer viewer, SeriesId series, int status, String code) {
    put(viewer, rating(series), Map.of("score", 5)).statusCode(status).body("code", equalTo(code));
  }

  private static void expect(Response answer, int status, String code) {
    answer.then().statusCode(status).body("code", equalTo(code));
  }
}
