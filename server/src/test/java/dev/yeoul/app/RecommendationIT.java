package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.StoreOptions;
import dev.yeoul.playback.ApiViewer;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's catalogue with its audience, a model trained on it, and the program that serves it.
 */
class RecommendationIT {
  private static final String PAGE = "/api/recommendations";
  private static final List<String> GENRES =
      List.of("Stand-Up Comedy", "Documentaries", "Kids' TV", "Horror Movies", "Romantic TV Shows");

  @TempDir static Path folder;

  private static EmbeddedStores stores;
  private static Map<String, String> settings = Map.of();
  private static ServerProcess server;

  @BeforeAll
  static void audience() throws Exception {
    stores = EmbeddedStores.start(folder.resolve("data"), StoreOptions.defaults());
    settings = ServerProcess.settings(stores);
    ServerProcess.run(
        settings,
        "import",
        Repository.ROOT.resolve("data/netflix_titles.csv.gz").toString(),
        "--demo-episodes",
        "--report",
        folder.resolve("rejected.csv").toString());
    ServerProcess.run(settings, "recommend", "audience");
    String trained = ServerProcess.runTrainer(settings, "recommend", "train");
    server = ServerProcess.serve(settings);
    RestAssured.baseURI = server.url();
    RestAssured.port = RestAssured.UNDEFINED_PORT;
    awaitVersionOtherThan("none", trained);
  }

  @AfterAll
  static void end() throws Exception {
    RestAssured.reset();
    if (server != null) {
      server.close();
    }
    if (stores != null) {
      stores.close();
    }
  }

  @Test
  void two_titles_of_a_genre_at_least_double_its_share() {
    for (String genre : GENRES) {
      ApiViewer viewer = ApiViewer.subscribed();
      long before = share(viewer, genre);
      JsonPath titles =
          given()
              .queryParam("genre", genre)
              .queryParam("limit", 2)
              .queryParam("skip", 3)
              .get("/api/series")
              .jsonPath();
      for (Long id : titles.getList("id", Long.class)) {
        viewer.watch(new SeriesId(id), firstEpisode(id), 60);
      }
      assertThat(share(viewer, genre)).as(genre).isGreaterThanOrEqualTo(Math.max(2, 2 * before));
    }
  }

  /** How many of the first 20 for the viewer have the genre. */
  private static long share(ApiViewer viewer, String genre) {
    JsonPath page = viewer.read(PAGE);
    List<List<String>> genres = page.getList("find { it.row == 'for_you' }.items.series.genres");
    assertThat(genres).hasSize(20);
    return genres.stream().filter(of -> of.contains(genre)).count();
  }

  @Test
  void what_a_viewer_does_at_one_node_counts_at_the_other() {
    try (ServerProcess other = ServerProcess.serve(settings, "--role", "api")) {
      ApiViewer viewer = ApiViewer.subscribed();
      String there = other.url() + PAGE;
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> viewer.read(there).getString("[0].model_version").equals(version()));
      Long dismissed = forYou(viewer, there).getFirst();
      viewer.call().put("/api/series/" + dismissed + "/dismissal").then().statusCode(204);
      awaitForYou(viewer, there, titles -> !titles.contains(dismissed));

      Long watched = forYou(viewer, there).getFirst();
      viewer.watch(new SeriesId(watched), firstEpisode(watched), 60);
      awaitForYou(viewer, there, titles -> !titles.contains(watched));

      viewer.call().delete("/api/users/me/history").then().statusCode(204);
      awaitForYou(viewer, there, titles -> titles.contains(watched));
    }
  }

  private static List<Long> forYou(ApiViewer viewer, String page) {
    return viewer.read(page).getList("find { it.row == 'for_you' }.items.series.id", Long.class);
  }

  /** Within two seconds is the promise; the machine of a test may be busy. */
  private static void awaitForYou(ApiViewer viewer, String page, Predicate<List<Long>> wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> wanted.test(forYou(viewer, page)));
  }

  private static EpisodeId firstEpisode(Long series) {
    JsonPath episodes = given().get("/api/series/" + series + "/episodes").jsonPath();
    return new EpisodeId(episodes.getLong("[0].id"));
  }

  @Test
  void a_new_model_and_the_old_one_again_are_taken_without_a_failed_request() throws Exception {
    String first = version();
    AtomicBoolean done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ApiViewer viewer = ApiViewer.subscribed();
        clients.add(threads.submit(asking(viewer, done)));
      }
      try {
        String trained = ServerProcess.runTrainer(settings, "recommend", "train", "--force");
        awaitVersionOtherThan(first, trained);
        String second = version();
        String used = ServerProcess.run(settings, "recommend", "use", first);
        awaitVersionOtherThan(second, used);
        assertThat(version()).isEqualTo(first);
      } finally {
        done.set(true);
      }
      for (Future<Integer> client : clients) {
        assertThat(client.get()).isPositive();
      }
    }
  }

  /** Asks for pages and rows until it is told to stop; fails with the first failed request. */
  private static Callable<Integer> asking(ApiViewer viewer, AtomicBoolean done) {
    return () -> {
      int asked = 0;
      while (!done.get()) {
        for (String path : List.of(PAGE, PAGE + "/for_you", PAGE + "?limit=5")) {
          viewer.read(path);
          asked++;
        }
      }
      return asked;
    };
  }

  private static void awaitVersionOtherThan(String version, String said) {
    Awaitility.await(said)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !version().equals(version));
  }

  private static String version() {
    return ApiViewer.register().read(PAGE + "?limit=1").getString("[0].model_version");
  }
}
