package dev.yeoul.taste;

import static dev.yeoul.taste.TasteCalls.rate;
import static dev.yeoul.taste.TasteCalls.rating;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of the scores of series. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ScoreApiTest {
  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;
  @Inject SeriesScores scores;

  private Show show;
  private String path = "";
  private List<ApiViewer> viewers = List.of();

  @BeforeEach
  void threeWhoWatched() {
    show = Viewing.show(jdbi, 1, 1000);
    path = "/api/series/" + show.id();
    viewers = List.of(watcher(), watcher(), watcher());
  }

  private ApiViewer watcher() {
    ApiViewer viewer = ApiViewer.subscribed();
    viewer.watch(show.id(), show.first(), 10);
    return viewer;
  }

  private void refresh() {
    TasteCalls.settleScores(jdbi, scores);
  }

  @Test
  void every_representation_follows_the_ratings() {
    assertScore(given().get(path).jsonPath(), "", null, 0);
    rate(viewers.get(0), show.id(), 5);
    rate(viewers.get(1), show.id(), 4);
    rate(viewers.get(2), show.id(), 4);
    refresh();

    assertScore(given().get(path).jsonPath(), "", "4.33", 3);
    ApiViewer viewer = viewers.getFirst();
    assertScore(viewer.read("/api/users/me/history"), "[0].series.", "4.33", 3);
    assertScore(viewer.read("/api/users/me/continue-watching"), "[0].series.", "4.33", 3);
    JsonPath list = given().get("/api/series?kind=show&limit=100").jsonPath();
    assertThat(list.getList("score_count")).doesNotContainNull();

    viewers.get(0).call().delete(rating(show.id())).then().statusCode(204);
    rate(viewers.get(1), show.id(), 1);
    refresh();
    assertScore(given().get(path).jsonPath(), "", "2.5", 2);

    viewers.forEach(one -> one.call().delete(rating(show.id())).then().statusCode(204));
    refresh();
    assertScore(given().get(path).jsonPath(), "", null, 0);
  }

  @Test
  void a_score_changes_the_tag_of_the_content_and_the_same_score_does_not() {
    rate(viewers.get(0), show.id(), 4);
    refresh();
    String first = etag();
    int told = TasteCalls.told(jdbi, show.id().tag());
    assertThat(told).isEqualTo(1);

    rate(viewers.get(0), show.id(), 4);
    refresh();
    assertThat(etag()).isEqualTo(first);
    assertThat(TasteCalls.told(jdbi, show.id().tag())).isEqualTo(told);

    rate(viewers.get(1), show.id(), 4); // the same average of one more
    refresh();
    assertThat(etag()).isNotEqualTo(first);
    assertThat(TasteCalls.told(jdbi, show.id().tag())).isEqualTo(told + 1);
  }

  @Test
  void an_editors_change_keeps_the_score_and_can_not_set_it() {
    ApiViewer editor = TasteCalls.editor(jdbi, changes);
    String unrated = etag();
    rate(viewers.get(0), show.id(), 3);
    refresh();
    assertThat(replace(editor, unrated).statusCode()).as("the score is content").isEqualTo(412);

    Response replaced = replace(editor, etag());
    assertThat(replaced.statusCode()).isEqualTo(200);
    assertScore(replaced.jsonPath(), "", "3", 1);
    assertScore(given().get(path).jsonPath(), "", "3", 1);
  }

  private Response replace(ApiViewer editor, String etag) {
    return editor
        .call()
        .header("If-Match", etag)
        .contentType(ContentType.JSON)
        .body(Map.of("kind", "show", "title", "New", "score_average", 5, "score_count", 1000))
        .put(path);
  }

  private String etag() {
    return given().get(path).header("ETag");
  }

  private static void assertScore(JsonPath answer, String at, @Nullable String average, int count) {
    assertThat(answer.getString(at + "score_average")).isEqualTo(average);
    assertThat(answer.getInt(at + "score_count")).isEqualTo(count);
  }
}
