package dev.yeoul.playback;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.yeoul.account.UserId;
import dev.yeoul.app.ServerProcess;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.SettingsSource;
import dev.yeoul.playback.Viewing.Show;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** 64 devices of one viewer report at once, on two nodes: Redis' order decides, everywhere. */
class ProgressOrderIT {
  private static final int WRITERS = 64;
  private static final int WRITES = 15;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final AtomicLong position = new AtomicLong();

  @Test
  void the_last_accepted_position_wins() throws Exception {
    Map<String, String> environment = ServerProcess.settings();
    Settings settings = Settings.read(SettingsSource.of(environment));
    Vertx vertx = Vertx.vertx();
    try (ServerProcess first = ServerProcess.serve();
        ServerProcess second = ServerProcess.serve("--role", "api");
        Database database = Database.open(settings.mysql());
        RedisPipeline redis = new RedisPipeline(vertx, settings.redis());
        MongoClient mongo = MongoClients.create(settings.mongoUri().value());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Show show = Viewing.show(database.jdbi(), 1, null);
      ApiViewer viewer = ApiViewer.subscribed(first.url());
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String node = (i % 2 == 0 ? first : second).url();
        writers.add(threads.submit(() -> report(node, viewer, show)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      // before the worker has moved all of it, and after
      long latest = held(redis, viewer, show);
      assertThat(read(first, viewer, show)).isEqualTo(latest);
      assertThat(read(second, viewer, show)).isEqualTo(latest);

      MongoCollection<Document> logs =
          mongo.getDatabase(environment.get("MYSQL_DATABASE")).getCollection("viewing_logs");
      await()
          .atMost(LIMIT)
          .until(() -> logs.countDocuments(eq("user_id", viewer.id())) == WRITERS * WRITES);
      Document last =
          StreamSupport.stream(logs.find(eq("user_id", viewer.id())).spliterator(), false)
              .max(Comparator.comparing(ProgressOrderIT::entry))
              .orElseThrow();
      assertThat(last.getLong("position_ms")).isEqualTo(latest);
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(stored(database, viewer, show)).isEqualTo(latest));
      assertThat(held(redis, viewer, show)).isEqualTo(latest);
      assertThat(read(first, viewer, show)).isEqualTo(latest);
      assertThat(read(second, viewer, show)).isEqualTo(latest);
      assertThat(resumed(first, viewer, "continue-watching")).isEqualTo(latest);
      assertThat(resumed(second, viewer, "history")).isEqualTo(latest);
    } finally {
      vertx.close();
    }
  }

  /**
   * Reports positions that nobody else reports, in no order: the entry decides, not the position.
   */
  private Void report(String node, ApiViewer viewer, Show show) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < WRITES; i++) {
        long mine = 1 + position.incrementAndGet() * 7919 % 1_000_003;
        String body =
            "{\"episode_id\":%s,\"position_seconds\":%d.%03d}"
                .formatted(show.first(), mine / 1000, mine % 1000);
        var request =
            HttpRequest.newBuilder(URI.create(node + "/api/series/" + show.id() + "/progress"))
                .header("Authorization", "Bearer " + viewer.token())
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
    }
    return null;
  }

  /** The id is partition and stream entry. */
  private static EntryId entry(Document log) {
    String id = log.getString("_id");
    return EntryId.parse(id.substring(id.indexOf('-') + 1));
  }

  private static long held(RedisPipeline redis, ApiViewer viewer, Show show) {
    String value =
        redis
            .call(
                Request.cmd(Command.HGET)
                    .arg(ViewingKeys.progress(new UserId(viewer.id()), show.id()))
                    .arg(show.first().toString()))
            .toString();
    return Long.parseLong(value.substring(0, value.indexOf('|')));
  }

  private static long stored(Database database, ApiViewer viewer, Show show) {
    return database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT position_ms FROM viewing_progress WHERE user_id = ? AND episode_id = ?")
                .bind(0, viewer.id())
                .bind(1, show.first().value())
                .mapTo(long.class)
                .findOne()
                .orElse(-1L));
  }

  private static long read(ServerProcess node, ApiViewer viewer, Show show) {
    return position(viewer.read(node.url() + "/api/series/" + show.id() + "/progress"));
  }

  private static long resumed(ServerProcess node, ApiViewer viewer, String list) {
    return position(viewer.read(node.url() + "/api/users/me/" + list));
  }

  private static long position(JsonPath list) {
    return new BigDecimal(list.getString("[0].position_seconds"))
        .movePointRight(3)
        .longValueExact();
  }
}
