package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogue's calls over HTTP. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class CatalogApiTest {
  @Inject ChangeFeed changes;
  @Inject EpisodeIndex episodes;
  @Inject CatalogReader reader;

  private CatalogApi editor;

  @BeforeEach
  void logIn() {
    editor = CatalogApi.editor(changes);
  }

  @Test
  void aSeriesIsAddedReadReplacedAndDeleted() {
    Response added =
        editor.post(
            "/api/series",
            Map.of(
                "kind",
                "show",
                "title",
                "여울 🌊",
                "genres",
                List.of("Drama", "River"),
                "release_year",
                2026,
                "rating",
                "TV-14",
                "cast",
                List.of("김하늘 👩‍🚀")));
    String path = "/api/series/" + added.path("id");
    added
        .then()
        .statusCode(201)
        .header("Location", endsWith(path))
        .header("ETag", notNullValue())
        .body("title", equalTo("여울 🌊"))
        .body("genre", equalTo("Drama"))
        .body("directors", empty())
        .body("seasons", empty())
        .body("description", nullValue());

    Response read = CatalogApi.get(path);
    assertThat(read.asString()).isEqualTo(added.asString());
    assertThat(read.header("ETag")).isEqualTo(added.header("ETag"));
    assertThat(read.<Map<String, Object>>path("$"))
        .containsOnlyKeys(
            "id",
            "kind",
            "title",
            "description",
            "release_year",
            "genre",
            "genres",
            "rating",
            "countries",
            "directors",
            "cast",
            "seasons",
            "added_on",
            "score_average",
            "score_count");

    Response replaced =
        editor.put(path, read.header("ETag"), Map.of("kind", "show", "title", "Other"));
    replaced
        .then()
        .statusCode(200)
        .body("title", equalTo("Other"))
        .body("genres", empty())
        .body("release_year", nullValue())
        .body("added_on", equalTo(added.path("added_on")));
    assertThat(CatalogApi.get(path).asString()).isEqualTo(replaced.asString());

    editor.delete(path, replaced.header("ETag")).then().statusCode(204);
    CatalogApi.get(path).then().statusCode(404).body("code", equalTo("series_not_found"));
    CatalogApi.get(path + "/episodes").then().statusCode(404);
    editor.delete(path, "*").then().statusCode(404);
  }

  @Test
  void aChangeNeedsTheCurrentEtagAndTheRole() {
    String path = editor.series("show", "Guarded");
    Map<String, String> body = Map.of("kind", "show", "title", "Changed");
    editor.putUnmatched(path, body).then().statusCode(428);
    editor.deleteUnmatched(path).then().statusCode(428);
    editor.put(path, "\"stale\"", body).then().statusCode(412);
    editor.delete(path, "\"stale\"").then().statusCode(412);
    editor.putUnmatched("/api/series/999999999", body).then().statusCode(404);
    CatalogApi viewer = CatalogApi.viewer();
    viewer.put(path, CatalogApi.etag(path), body).then().statusCode(403);
    viewer.delete("/api/series/999999999", "*").then().statusCode(403);
    viewer.post("/api/series", Map.of("kind", "show")).then().statusCode(422);
    CatalogApi.get(path).then().body("title", equalTo("Guarded"));
  }

  @Test
  void ofParallelChangesWithOneEtagOneWins() throws Exception {
    String path = editor.series("show", "Contended");
    String etag = CatalogApi.etag(path);
    List<Callable<Integer>> attempts =
        Stream.of("a", "b", "c", "d", "e", "f")
            .<Callable<Integer>>map(title ->
                () -> editor.put(path, etag, Map.of("kind", "show", "title", title)).statusCode())
            .toList();
    try (var threads = Executors.newFixedThreadPool(6)) {
      List<Integer> statuses =
          threads.invokeAll(attempts).stream().map(future -> future.resultNow()).sorted().toList();
      assertThat(statuses).containsExactly(200, 412, 412, 412, 412, 412);
    }
  }

  @Test
  void seasonsAndEpisodesHaveNumbersOfTheirOwn() {
    String path = editor.series("show", "Numbers");
    editor.post(path + "/seasons", Map.of("season_number", 1)).then().statusCode(201);
    editor
        .post(path + "/seasons", Map.of("season_number", 1))
        .then()
        .statusCode(409)
        .body("code", equalTo("number_taken"));
    // an episode brings its season
    Response first = editor.post(path + "/episodes", CatalogApi.episode(2, 1, "One"));
    first.then().statusCode(201).header("Location", endsWith("/episodes/" + first.path("id")));
    editor.post(path + "/episodes", CatalogApi.episode(2, 1, "Twin")).then().statusCode(409);
    editor.post(path + "/episodes", CatalogApi.episode(1, 1, "Zero")).then().statusCode(201);

    CatalogApi.get(path)
        .then()
        .body("seasons.season_number", contains(1, 2))
        .body("seasons.episode_count", contains(1, 1));
    CatalogApi.get(path + "/episodes").then().body("title", contains("Zero", "One"));
    CatalogApi.get(path + "/episodes?season=2").then().body("title", contains("One"));
    CatalogApi.get(path + "/episodes?season=7").then().statusCode(200).body("$", empty());

    String season = path + "/seasons/2";
    editor.put(season, CatalogApi.etag(season), Map.of("season_number", 1)).then().statusCode(409);
    editor
        .put(season, CatalogApi.etag(season), Map.of("season_number", 3, "title", "Third"))
        .then()
        .statusCode(200)
        .body("episode_count", equalTo(1));
    CatalogApi.get(season).then().statusCode(404).body("code", equalTo("season_not_found"));
    CatalogApi.get(path + "/episodes?season=3").then().body("title", contains("One"));

    String third = path + "/seasons/3";
    editor.deleteUnmatched(third).then().statusCode(428);
    editor.delete(third, CatalogApi.etag(third)).then().statusCode(204);
    CatalogApi.get(path + "/episodes/" + first.path("id")).then().statusCode(404);
    CatalogApi.get(path).then().body("seasons.season_number", contains(1));
    // the number of a deleted episode is free again
    editor.post(path + "/episodes", CatalogApi.episode(2, 1, "Again")).then().statusCode(201);
  }

  @Test
  void anEpisodeIsReplacedAndDeleted() {
    String path = editor.series("show", "Episodes");
    String other = editor.series("show", "Other");
    String one =
        path
            + "/episodes/"
            + editor.post(path + "/episodes", CatalogApi.episode(1, 1, "1")).path("id");
    editor.post(path + "/episodes", CatalogApi.episode(1, 2, "2")).then().statusCode(201);
    String id = one.substring(one.lastIndexOf('/') + 1);
    CatalogApi.get(other + "/episodes/" + id).then().statusCode(404);

    String etag = CatalogApi.etag(one);
    editor.put(one, etag, CatalogApi.episode(1, 2, "x")).then().statusCode(409);
    editor.put(one, etag, CatalogApi.episode(1, 3, "x")).then().statusCode(200);
    editor.put(one, etag, CatalogApi.episode(1, 4, "x")).then().statusCode(412);
    CatalogApi.get(one).then().body("episode_number", equalTo(3)).body("title", equalTo("x"));
    editor.delete(one, CatalogApi.etag(one)).then().statusCode(204);
    CatalogApi.get(one).then().statusCode(404).body("code", equalTo("episode_not_found"));
  }

  @Test
  void aMovieIsOneEpisode() {
    String path = editor.series("movie", "Film");
    editor
        .post(path + "/seasons", Map.of("season_number", 1))
        .then()
        .statusCode(409)
        .body("code", equalTo("movie_has_no_seasons"));
    editor.post(path + "/episodes", CatalogApi.episode(1, 2, "x")).then().statusCode(422);
    editor.post(path + "/episodes", CatalogApi.episode(1, 1, "Film")).then().statusCode(201);
    editor.post(path + "/episodes", CatalogApi.episode(1, 1, "Film")).then().statusCode(409);
    CatalogApi.get(path).then().body("seasons", empty());
    CatalogApi.get(path + "/seasons").then().statusCode(200).body("$", empty());
    CatalogApi.get(path + "/seasons/1").then().statusCode(404);
    editor
        .put(path, CatalogApi.etag(path), Map.of("kind", "show", "title", "Film"))
        .then()
        .statusCode(409)
        .body("code", equalTo("kind_in_use"));
  }

  @Test
  void playbackSeesAChangeAtOnce() {
    String path = editor.series("show", "Indexed");
    SeriesId series = SeriesId.fromString(path.substring(path.lastIndexOf('/') + 1));
    EpisodeId first = episode(path, 1);
    EpisodeId second = episode(path, 2);
    EpisodeFacts facts = new EpisodeFacts(first, series, 1, 1, 1_200_000L);
    // the change rows of what was just added may drop it once more
    await()
        .untilAsserted(() -> {
          assertThat(episodes.find(first).await().indefinitely()).contains(facts);
          assertThat(episodes.cached(first)).isEqualTo(facts);
        });
    assertThat(reader.following(Set.of(first, second))).containsOnlyKeys(first);
    assertThat(reader.series(List.of(series))).containsOnlyKeys(series);

    editor.delete(path, CatalogApi.etag(path)).then().statusCode(204);

    assertThat(episodes.cached(first)).isNull();
    assertThat(episodes.find(first).await().indefinitely()).isEmpty();
    assertThat(reader.series(List.of(series))).isEmpty();
    assertThat(reader.seriesOfHistory(List.of(series))).containsOnlyKeys(series);
    assertThat(reader.episodesOfHistory(List.of(first))).containsOnlyKeys(first);
  }

  private EpisodeId episode(String path, int number) {
    String id =
        editor.post(path + "/episodes", CatalogApi.episode(1, number, "E")).path("id").toString();
    return EpisodeId.fromString(id);
  }

  @Test
  void theListCountsAndLeadsToTheNextPage() {
    String genre = "genre-" + System.nanoTime();
    for (int i = 0; i < 5; i++) {
      editor
          .post(
              "/api/series",
              Map.of("kind", "movie", "title", "T" + i, "genres", List.of("All", genre)))
          .then()
          .statusCode(201);
    }
    String list = "/api/series?limit=2&sort=title&genre=" + genre;
    Response page = CatalogApi.get(list);
    page.then().body("title", contains("T0", "T1")).header("X-Total-Count", "5");
    page = CatalogApi.get(next(page));
    page.then().body("title", contains("T2", "T3")).header("X-Total-Count", "5");
    page = CatalogApi.get(next(page));
    page.then().body("title", contains("T4")).header("Link", nullValue());

    // a change is in the list and in the count at once
    editor
        .post("/api/series", Map.of("kind", "movie", "title", "T10", "genres", List.of(genre)))
        .then()
        .statusCode(201);
    CatalogApi.get("/api/series?genre=" + genre)
        .then()
        .header("X-Total-Count", "6")
        .body("title", hasItem("T10"));
    CatalogApi.get("/api/series?skip=9223372036854775807&genre=" + genre)
        .then()
        .statusCode(200)
        .header("X-Total-Count", "6")
        .body("$", hasSize(0));
    CatalogApi.get("/api/series?genre=unknown").then().statusCode(200).body("$", hasSize(0));
  }

  private static String next(Response page) {
    String link = page.header("Link");
    return link.substring(link.indexOf('<') + 1, link.indexOf('>'));
  }

  @Test
  void ifMatchMayComeInSeveralLines() {
    String path = editor.series("show", "Lines");
    Headers lines =
        new Headers(
            new Header("If-Match", "\"old\""), new Header("If-Match", CatalogApi.etag(path)));
    editor.call().headers(lines).delete(path).then().statusCode(204);
  }

  @Test
  void anUnchangedAnswerIs304AndAChangeIsSeenAtOnce() {
    String path = editor.series("show", "Fresh");
    String etag = CatalogApi.etag(path);
    CatalogApi.get(path)
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("public, no-cache"));
    io.restassured.RestAssured.given()
        .header("If-None-Match", etag)
        .get(path)
        .then()
        .statusCode(304);
    editor.post(path + "/episodes", CatalogApi.episode(1, 1, "E")).then().statusCode(201);
    assertThat(CatalogApi.etag(path)).isNotEqualTo(etag);
    CatalogApi.get(path).then().body("seasons.episode_count", contains(1));
  }
}
