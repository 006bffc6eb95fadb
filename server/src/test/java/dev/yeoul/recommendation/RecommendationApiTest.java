package dev.yeoul.recommendation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.yeoul.app.StoresResource;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Cursor;
import dev.yeoul.playback.ApiViewer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recommendations over HTTP, before there is a model. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RecommendationApiTest {
  private static final String PAGE = "/api/recommendations";

  @Inject Jdbi jdbi;
  @Inject ChangeFeed changes;
  @Inject MongoDatabase mongo;
  @Inject MeterRegistry metrics;

  private ApiViewer viewer;

  @BeforeEach
  void somebody() {
    viewer = ApiViewer.subscribed();
  }

  /** A movie that joined the catalogue after all others. */
  private record Movie(SeriesId id, EpisodeId episode) {}

  private Movie movie(String genre) {
    return movie(genre, "[]");
  }

  private Movie movie(String genre, String countries) {
    Movie movie = jdbi.inTransaction(handle -> insert(handle, genre, "2099-01-01", countries));
    changes.transact((handle, log) -> {
      log.add("SeriesAdded", movie.id().tag(), "catalog");
      return movie;
    });
    return movie;
  }

  private static Movie insert(Handle handle, String genre, String addedOn, String countries) {
    String genres = "JSON_ARRAY('" + genre + "')";
    long id =
        handle
            .createUpdate(
                "INSERT INTO series (kind, title, genre, genres, countries, directors, cast,"
                    + " added_on, created_at, updated_at) VALUES ('movie', 'A movie', '"
                    + genre
                    + "', "
                    + genres
                    + ", '"
                    + countries
                    + "', '[]', '[]', '"
                    + addedOn
                    + "', NOW(6), NOW(6))")
            .executeAndReturnGeneratedKeys()
            .mapTo(long.class)
            .one();
    handle.execute("INSERT INTO series_genres (series_id, genre) VALUES (?, ?)", id, genre);
    handle.execute("INSERT INTO seasons (series_id, season_number) VALUES (?, 1)", id);
    long episode =
        handle
            .createUpdate(
                "INSERT INTO episodes (series_id, season_number, episode_number, title,"
                    + " duration_seconds) VALUES ("
                    + id
                    + ", 1, 1, 'A movie', 1000)")
            .executeAndReturnGeneratedKeys()
            .mapTo(long.class)
            .one();
    return new Movie(new SeriesId(id), new EpisodeId(episode));
  }

  private JsonPath page() {
    return viewer.read(PAGE + "?limit=100");
  }

  private static List<Long> ids(JsonPath page, String row) {
    List<Long> ids =
        page.getList(
            "findAll { it.row == '%s' }.items.series.id.flatten()".formatted(row), Long.class);
    return ids == null ? List.of() : ids;
  }

  private static List<Long> all(JsonPath page) {
    return page.getList("items.series.id.flatten()", Long.class);
  }

  @Test
  void a_new_viewer_gets_rows_of_titles_none_of_them_twice() {
    Movie newest = movie("Drama");
    JsonPath page = page();
    assertThat(ids(page, "for_you")).isNotEmpty();
    assertThat(all(page)).doesNotHaveDuplicates().contains(newest.id().value());
    assertThat(page.getString("find { it.row == 'for_you' }.reason.code")).isEqualTo("popular");
    Map<String, Object> asRead =
        given().get("/api/series/" + newest.id()).then().extract().jsonPath().getMap("$");
    List<Map<String, Object>> shown =
        page.getList("items.series.flatten().findAll { it.id == %s }".formatted(newest.id()));
    assertThat(shown).containsExactly(asRead);
    viewer
        .call()
        .get(PAGE + "?limit=1")
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, no-store")
        .body("items*.size().max()", equalTo(1))
        .body("[0].keySet().size()", equalTo(6));
  }

  @Test
  void what_is_watched_moves_to_continue_watching_with_the_next_answer() {
    Movie one = movie("Drama");
    Movie two = movie("Drama");
    assertThat(all(page())).contains(one.id().value(), two.id().value());
    viewer.watch(one.id(), one.episode(), 10);
    JsonPath page = page();
    assertThat(ids(page, "continue_watching")).containsExactly(one.id().value());
    assertThat(all(page)).containsOnlyOnce(one.id().value()).contains(two.id().value());
    assertThat(page.getString("find { it.row == 'for_you' }.reason.code")).isEqualTo("history");
    viewer.watch(one.id(), one.episode(), 990); // seen to the end
    assertThat(all(page())).doesNotContain(one.id().value());
    viewer.call().delete("/api/users/me/history/" + one.id()).then().statusCode(204);
    page = page();
    assertThat(ids(page, "continue_watching")).isEmpty();
    assertThat(all(page)).contains(one.id().value());
  }

  @Test
  void what_is_deleted_from_the_history_comes_back_though_later_plays_stay() {
    Movie gone = movie("Drama");
    Movie later = movie("Drama");
    viewer.watch(gone.id(), gone.episode(), 990);
    assertThat(all(page())).doesNotContain(gone.id().value());
    viewer.watch(later.id(), later.episode(), 10);
    assertThat(all(page())).doesNotContain(gone.id().value());
    viewer.call().delete("/api/users/me/history/" + gone.id()).then().statusCode(204);
    JsonPath page = page();
    assertThat(all(page)).contains(gone.id().value());
    assertThat(ids(page, "continue_watching")).containsExactly(later.id().value());
  }

  @Test
  void what_is_dismissed_is_never_shown_until_it_is_taken_back() {
    Movie seen = movie("Drama");
    Movie unwanted = movie("Drama");
    viewer.watch(seen.id(), seen.episode(), 10);
    assertThat(all(page())).contains(seen.id().value(), unwanted.id().value());
    for (Movie movie : List.of(seen, unwanted)) {
      viewer.call().put("/api/series/" + movie.id() + "/dismissal").then().statusCode(204);
      assertThat(all(page())).doesNotContain(movie.id().value());
    }
    viewer.call().delete("/api/series/" + unwanted.id() + "/dismissal").then().statusCode(204);
    assertThat(all(page())).contains(unwanted.id().value());
  }

  @Test
  void genres_named_at_sign_up_come_first() {
    Movie liked = movie("Silent Films");
    for (int i = 0; i < 30; i++) {
      movie("Loud Films");
    }
    choose(Map.of("genres", List.of("Silent Films")));
    JsonPath page = viewer.read(PAGE + "?limit=3");
    assertThat(ids(page, "for_you")).startsWith(liked.id().value());
    assertThat(page.getString("find { it.row == 'for_you' }.reason.code")).isEqualTo("preferences");
  }

  @Test
  void titles_of_the_country_named_at_sign_up_move_up() {
    for (int i = 0; i < 9; i++) {
      movie("Drama", "[\"France\"]");
    }
    Long korean = movie("Drama", "[\"Japan\", \"South Korea\"]").id().value();
    String row = PAGE + "/for_you?limit=100";
    assertThat(viewer.read(row).getString("reason.code")).isEqualTo("popular");
    int before = walked(row, Integer.MAX_VALUE).indexOf(korean);
    choose(Map.of("country", "KR"));
    int after = walked(row, Integer.MAX_VALUE).indexOf(korean);
    assertThat(after).isNotNegative().isLessThan(before);
    assertThat(viewer.read(row).getString("reason.code")).isEqualTo("preferences");
  }

  private void choose(Map<String, Object> preferences) {
    viewer
        .call()
        .contentType(ContentType.JSON)
        .body(preferences)
        .put("/api/users/me/preferences")
        .then()
        .statusCode(200);
  }

  @Test
  void a_row_because_of_what_was_watched_names_it() {
    Movie seen = movie("Westerns of the Sea");
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(movie("Westerns of the Sea").id().value());
    }
    viewer.watch(seen.id(), seen.episode(), 10);
    String row = "because_you_watched_" + seen.id();
    JsonPath alone = viewer.read(PAGE + "/" + row);
    assertThat(alone.getString("reason.code")).isEqualTo("watched");
    assertThat(alone.getLong("reason.series_id")).isEqualTo(seen.id().value());
    assertThat(alone.getString("title")).isEqualTo("Because you watched A movie");
    assertThat(alone.getList("items.series.id", Long.class)).containsAll(others);
    assertThat(viewer.read(PAGE + "?limit=1").getList("row"))
        .contains(row, "genre_westerns-of-the-sea");
  }

  @Test
  void a_page_is_kept_until_something_happens() {
    Movie movie = movie("Drama");
    String first = page().getString("[0].impression_id");
    assertThat(page().getList("impression_id", String.class)).containsOnly(first);
    viewer.watch(movie.id(), movie.episode(), 10);
    assertThat(page().getString("[0].impression_id")).isNotEqualTo(first);
  }

  @Test
  void answers_are_counted_by_what_ranked_them() {
    page(); // from now on there are counters
    double kept = counted("page", "kept");
    double made = counted("page", "made");
    double rows = counted("row", "made");
    page();
    viewer.read(PAGE + "?limit=7");
    viewer.read(PAGE + "?limit=7");
    viewer.read(PAGE + "/new");
    assertThat(counted("page", "kept")).isEqualTo(kept + 2);
    assertThat(counted("page", "made")).isEqualTo(made + 1);
    assertThat(counted("row", "made")).isEqualTo(rows + 1);
  }

  /** Answers without a model. */
  private double counted(String call, String state) {
    return metrics
        .get("yeoul.recommendation.answers")
        .tags("call", call, "source", "none", "state", state)
        .counter()
        .count();
  }

  @Test
  void a_title_that_leaves_the_catalogue_leaves_kept_pages_too() {
    Movie movie = movie("Drama");
    assertThat(all(page())).contains(movie.id().value());
    changes.transact((handle, log) -> {
      handle.execute("UPDATE series SET deleted_at = NOW(6) WHERE id = ?", movie.id().value());
      log.add("SeriesDeleted", movie.id().tag(), "catalog");
      return movie;
    });
    assertThat(all(page())).doesNotContain(movie.id().value());
  }

  @Test
  void a_row_is_walked_to_its_end_without_repeating_a_title() {
    for (int i = 0; i < 7; i++) {
      movie("Drama");
    }
    List<Long> walked = walked(PAGE + "/new?limit=3", 9);
    assertThat(walked).hasSize(9).doesNotHaveDuplicates();
    assertThat(walked)
        .isEqualTo(viewer.read(PAGE + "/new?limit=9").getList("items.series.id", Long.class));
  }

  @Test
  void a_row_of_more_titles_than_a_ranking_is_walked_to_its_end() {
    Set<Long> films = new HashSet<>();
    for (String genre : List.of("Long Films", "Longer Films")) {
      jdbi.useTransaction(handle -> {
        for (int i = 0; i < 250; i++) {
          films.add(insert(handle, genre, "1999-01-01", "[]").id().value());
        }
      });
    }
    choose(Map.of("genres", List.of("Long Films", "Longer Films")));
    List<Long> walked = walked(PAGE + "/for_you?limit=100", Integer.MAX_VALUE);
    assertThat(walked).doesNotHaveDuplicates().containsAll(films);
  }

  /** The ids behind an address and the links of its answers, until there are so many. */
  private List<Long> walked(String first, int most) {
    List<Long> walked = new ArrayList<>();
    String next = first;
    while (next != null && walked.size() < most) {
      var answer =
          viewer.call().urlEncodingEnabled(false).get(next).then().statusCode(200).extract();
      walked.addAll(answer.jsonPath().getList("items.series.id", Long.class));
      String link = answer.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }
    return walked;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Recommender.LONGEST + 1, Integer.MAX_VALUE})
  void no_row_has_such_a_cursor(int place) {
    viewer
        .call()
        .get(PAGE + "/new?after=" + Cursor.encode("row", place))
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("after"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=a", "/new?limit=0", "/new?after=x"})
  void a_wrong_parameter_is_named(String query) {
    viewer.call().get(PAGE + query).then().statusCode(422).body("code", equalTo("invalid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "because_you_watched_1", "because_you_watched_x", "genre_"})
  void an_unknown_row_is_404(String row) {
    viewer
        .call()
        .get(PAGE + "/" + row)
        .then()
        .statusCode(404)
        .body("code", equalTo("row_not_found"));
  }

  @Test
  void without_a_token_there_is_nothing() {
    given().get(PAGE).then().statusCode(401);
    given().get(PAGE + "/new").then().statusCode(401);
    given().contentType(ContentType.JSON).body("{}").post(PAGE + "/clicks").then().statusCode(401);
  }

  @Test
  void a_showing_and_a_choice_reach_the_behaviours() {
    Movie movie = movie("Drama");
    String impression = page().getString("[0].impression_id");
    click(viewer, Map.of("impression_id", impression, "series_id", movie.id()), 204);
    var behaviours = mongo.getCollection("user_behaviors");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          var shown =
              behaviours
                  .find(Filters.eq("details.impression_id", impression))
                  .into(new ArrayList<>());
          assertThat(shown)
              .extracting(one -> one.getString("behavior"))
              .containsExactlyInAnyOrder("impression", "click");
          assertThat(shown)
              .allSatisfy(one -> assertThat(one.getLong("user_id")).isEqualTo(viewer.id()));
        });
  }

  @Test
  void a_choice_of_what_was_not_shown_is_refused() {
    Movie movie = movie("Drama");
    String impression = page().getString("[0].impression_id");
    Map<String, Object> right = Map.of("impression_id", impression, "series_id", movie.id());
    click(ApiViewer.register(), right, 404);
    click(viewer, Map.of("impression_id", "x", "series_id", movie.id()), 404);
    click(viewer, Map.of("impression_id", impression, "series_id", -1), 404);
    click(viewer, Map.of("impression_id", impression), 422);
    click(viewer, Map.of("impression_id", impression, "series_id", "1"), 422);
    click(viewer, Map.of("impression_id", 1, "series_id", movie.id()), 422);
  }

  private static void click(ApiViewer by, Map<String, Object> body, int status) {
    by.call()
        .contentType(ContentType.JSON)
        .body(body)
        .post(PAGE + "/clicks")
        .then()
        .statusCode(status);
  }

  @Test
  void similar_titles_are_the_same_for_everybody_and_follow_changes() {
    String genre = "Similar " + viewer.id();
    Movie one = movie(genre);
    Movie two = movie(genre);
    String path = "/api/series/" + one.id() + "/similar";
    String etag =
        given()
            .get(path)
            .then()
            .statusCode(200)
            .header("Cache-Control", "public, no-cache")
            .body("series.id", equalTo(List.of((int) two.id().value())))
            .body("[0].score", equalTo(1))
            .extract()
            .header("ETag");
    given().header("If-None-Match", etag).get(path).then().statusCode(304);
    Movie three = movie(genre);
    given().get(path).then().body("series.id", hasItem((int) three.id().value()));
    given().get(path).then().body("series.id", not(hasItem((int) one.id().value())));
    given().get(path + "?limit=1").then().body("size()", equalTo(1));
    given().get(path + "?limit=0").then().statusCode(422);
    given().get("/api/series/999999999/similar").then().statusCode(404);
    assertThat(new HashSet<>(given().get(path).jsonPath().getList("series.id"))).hasSize(2);
  }
}
