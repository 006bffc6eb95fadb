package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.playback.OwnStores;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes under load: who wrote reads it at once, the other node within a second, whatever
 * becomes of Redis. A cached answer lives for minutes, so that without the poll it would stay old.
 */
class FreshnessIT {
  private static final int CHANGES = 9;
  private static final int READERS = 8;

  /** Half of the changes keep it, or more; the machine of a test may be busy now and then. */
  private static final Duration PROMISED = Duration.ofSeconds(1);

  /** Each of them. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final Duration LIMIT = Duration.ofSeconds(40);

  private static EmbeddedStores stores = OwnStores.get().servers();

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess writer;

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess other;

  @SuppressWarnings("NullAway.Init")
  private static String editor;

  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void start() {
    Map<String, String> settings = ServerProcess.settings(stores);
    writer = ServerProcess.serve(settings, "--role", "api");
    other = ServerProcess.serve(settings, "--role", "api");
    String email = "fresh-" + System.nanoTime() + "@example.org";
    editor =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("email", email, "password", "correct horse"))
            .post(writer.url() + "/api/register")
            .then()
            .statusCode(201)
            .extract()
            .path("access_token");
    ServerProcess.run(settings, "user", "grant", email, "editor");
    await().atMost(LIMIT).until(() -> add("first").statusCode() == 201);
  }

  @AfterAll
  static void stop() {
    writer.close();
    other.close();
  }

  @AfterEach
  void endLoad() {
    over.set(true);
    threads.close();
  }

  @Test
  void with_all_in_order() {
    String path = series();
    load(path);

    changesShow(path);
  }

  @Test
  void with_pub_sub_killed() {
    String path = series();
    load(path);
    redis("ACL", "SETUSER", "default", "resetchannels"); // nobody may publish or subscribe
    redis("CLIENT", "KILL", "TYPE", "pubsub");
    try {
      awaitSubscribers(0);
      changesShow(path);
      assertThat(subscribers()).isZero();
    } finally {
      redis("ACL", "SETUSER", "default", "allchannels");
    }
    awaitSubscribers(2); // both are back unaided
    for (int i = 0; i < 5; i++) {
      redis("CLIENT", "KILL", "TYPE", "pubsub");
      awaitSubscribers(2);
    }
  }

  @Test
  void with_redis_frozen() {
    String path = series();
    load(path);
    stores.redis().freeze();
    try {
      changesShow(path);
    } finally {
      stores.redis().thaw();
    }
    awaitSubscribers(2);
  }

  @Test
  void with_redis_down() throws InterruptedException {
    String path = series();
    load(path);
    stores.redis().kill();
    try {
      changesShow(path);
    } finally {
      stores.redis().restart();
    }
    awaitSubscribers(2);
  }

  @Test
  void answers_are_marked_stale_and_kept_while_the_change_rows_cannot_be_read() {
    String path = series();
    String quiet = "/api/plans"; // a title's own change may still be on its way here, and drop it
    get(other, quiet);
    stores.mysql().freeze();
    try {
      await()
          .atMost(LIMIT)
          .until(() -> String.valueOf(get(other, quiet).header("Cache-Status")).contains("stale"));
      Response kept = get(other, quiet);
      assertThat(kept.statusCode()).isEqualTo(200);
      assertThat(Integer.parseInt(kept.header("Age"))).isNotNegative();
    } finally {
      stores.mysql().thaw();
    }
    await().atMost(LIMIT).until(() -> get(other, quiet).header("Cache-Status") == null);
    // the writer's own way to MySQL may need a moment more than the other's poll
    await().atMost(LIMIT).untilAsserted(() -> change(path, "after the thaw"));
    await().atMost(SOON).until(() -> title(other, path).equals("after the thaw"));
  }

  @Test
  void a_storm_of_misses_makes_one_load() {
    // nothing changes plans: a title's own change may still be on its way here, and load it anew
    String path = "/api/plans?storm=" + System.nanoTime();
    String operation = "operation=\"PlanResource.list\"";
    double before = Metrics.of(other, "yeoul_http_requests_seconds_count", operation);
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(other.url() + path)).build();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
    await()
        .untilAsserted(() ->
            assertThat(Metrics.of(other, "yeoul_http_requests_seconds_count", operation))
                .isEqualTo(before + 1));
  }

  /**
   * Changes a title again and again: each is read at once where it was made, and soon elsewhere. A
   * change follows the sight of the one before, and so a poll of the other node: what only polls
   * see takes about their whole interval.
   */
  private static void changesShow(String path) {
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      String wanted = "change " + i;
      title(other, path); // so that the other node has the old one in its cache
      change(path, wanted);
      long changed = System.nanoTime();
      assertThat(title(writer, path)).isEqualTo(wanted);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(SOON)
          .until(() -> title(other, path).equals(wanted));
      took.add(Duration.ofNanos(System.nanoTime() - changed));
    }
    System.out.println("  seen on the other node after " + took);
    took.sort(Comparator.naturalOrder());
    assertThat(took.get(CHANGES / 2)).as("the median of %s", took).isLessThan(PROMISED);
  }

  /** Readers of the title and of lists, on both nodes, until the test ends. */
  private void load(String path) {
    AtomicInteger page = new AtomicInteger();
    for (int i = 0; i < READERS; i++) {
      String node = i % 2 == 0 ? writer.url() : other.url();
      var _ =
          threads.submit(() -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
              while (!over.get()) {
                read(client, node + path);
                read(client, node + "/api/series?limit=5&skip=" + page.incrementAndGet() % 50);
              }
            }
            return null;
          });
    }
  }

  private static void read(HttpClient client, String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
    var _ = client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private static String series() {
    Response made = add("before");
    assertThat(made.statusCode()).isEqualTo(201);
    return URI.create(made.header("Location")).getPath();
  }

  private static Response add(String title) {
    return given()
        .auth()
        .oauth2(editor)
        .contentType(ContentType.JSON)
        .body(Map.of("title", title, "kind", "movie"))
        .post(writer.url() + "/api/series");
  }

  private static void change(String path, String title) {
    given()
        .auth()
        .oauth2(editor)
        .contentType(ContentType.JSON)
        .header("If-Match", get(writer, path).header("ETag"))
        .body(Map.of("title", title, "kind", "movie"))
        .put(writer.url() + path)
        .then()
        .statusCode(200);
  }

  private static Response get(ServerProcess node, String path) {
    return given().get(node.url() + path);
  }

  private static String title(ServerProcess node, String path) {
    return get(node, path).then().statusCode(200).extract().path("title");
  }

  /** The test's own connection to Redis may still be coming back. */
  private static void awaitSubscribers(int expected) {
    await()
        .atMost(LIMIT)
        .ignoreException(ProblemException.class)
        .until(() -> subscribers() == expected);
  }

  private static int subscribers() {
    return OwnStores.get()
        .redis()
        .call(Request.cmd(Command.PUBSUB).arg("NUMSUB").arg("changes"))
        .get("changes")
        .toInteger();
  }

  private static void redis(String command, String... args) {
    Request request = Request.cmd(Command.create(command));
    for (String arg : args) {
      request.arg(arg);
    }
    var _ = OwnStores.get().redis().call(request);
  }
}
