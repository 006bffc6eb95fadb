package dev.yeoul.playback;

import static com.mongodb.client.model.Filters.eq;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.app.ServerProcess;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.SettingsSource;
import dev.yeoul.playback.Viewing.Show;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * The promise of a progress write: what was acknowledged survives kill -9 of the program. MongoDB
 * has it exactly once, MySQL has each viewer's last one, and no view is counted twice.
 */
class ProgressSurvivesKillIT {
  private static final int VIEWERS = 24;
  private static final Duration HALF = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private volatile String url = "";
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void every_acknowledged_write_survives_kill_9() throws Exception {
    Map<String, String> environment = ServerProcess.settings();
    Settings settings = Settings.read(SettingsSource.of(environment));
    ServerProcess first = ServerProcess.serve();
    try (Database database = Database.open(settings.mysql());
        MongoClient mongo = MongoClients.create(settings.mongoUri().value());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      url = first.url();
      Show show = Viewing.show(database.jdbi(), 1, null);
      List<Writer> writers =
          IntStream.range(0, VIEWERS).mapToObj(i -> new Writer(viewer(first), show)).toList();
      List<Future<?>> running = new ArrayList<>();
      writers.forEach(writer -> running.add(threads.submit(writer)));
      pass(HALF);
      first.process().kill();
      try (ServerProcess second = ServerProcess.serve()) {
        url = second.url();
        pass(HALF);
        over.set(true);
        for (Future<?> one : running) {
          one.get();
        }
        MongoDatabase logs = mongo.getDatabase(environment.get("MYSQL_DATABASE"));
        for (Writer writer : writers) {
          assertStored(writer, logs, database.jdbi(), show);
        }
        assertThat(writers).allMatch(writer -> writer.refused > 0); // each saw the kill
        await().atMost(LIMIT).until(() -> views(second, show) > 0);
        assertThat(views(second, show)).isCloseTo(VIEWERS, within(0.1));
      }
    } finally {
      over.set(true);
      first.close();
    }
  }

  private static void assertStored(Writer writer, MongoDatabase mongo, Jdbi jdbi, Show show) {
    assertThat(writer.accepted).hasSizeGreaterThan(20);
    List<Long> stored = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          stored.clear();
          for (Document log :
              mongo.getCollection("viewing_logs").find(eq("user_id", writer.viewer.id()))) {
            stored.add(log.getLong("position_ms"));
          }
          assertThat(stored).containsAll(writer.accepted).doesNotHaveDuplicates();
        });
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(position(jdbi, writer.viewer, show)).isEqualTo(writer.accepted.getLast()));
  }

  private static long position(Jdbi jdbi, ApiViewer viewer, Show show) {
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

  private static double views(ServerProcess server, Show show) {
    JsonPath trending = given().get(server.url() + "/api/trending?limit=100").jsonPath();
    Object score = trending.get("find { it.id == " + show.id() + " }?.score");
    return score == null ? 0 : ((Number) score).doubleValue();
  }

  private static ApiViewer viewer(ServerProcess server) {
    return ApiViewer.subscribed(server.url());
  }

  private static void pass(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    await().atMost(span.plusSeconds(5)).until(() -> System.nanoTime() >= end);
  }

  /** Writes 1 ms, 2 ms, 3 ms ..., each once, and remembers what was acknowledged. */
  private final class Writer implements Runnable {
    private final ApiViewer viewer;
    private final Show show;
    private final List<Long> accepted = new ArrayList<>();
    private int refused;

    Writer(ApiViewer viewer, Show show) {
      this.viewer = viewer;
      this.show = show;
    }

    @Override
    public void run() {
      try (HttpClient client = HttpClient.newHttpClient()) {
        long position = 0;
        boolean last = false;
        // ends with an accepted write, so that the last accepted one is the last one
        while (!over.get() || !last) {
          position++;
          last = accepts(client, position);
          if (last) {
            accepted.add(position);
          } else {
            refused++;
            awaitOtherNode();
          }
        }
      }
    }

    private void awaitOtherNode() {
      String gone = url;
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> over.get() || !url.equals(gone) || answers(gone));
    }

    private boolean answers(String node) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        var request = HttpRequest.newBuilder(URI.create(node + "/health/live")).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private boolean accepts(HttpClient client, long position) {
      String body =
          "{\"episode_id\":%s,\"position_seconds\":%d.%03d}"
              .formatted(show.first(), position / 1000, position % 1000);
      var request =
          HttpRequest.newBuilder(URI.create(url + "/api/series/" + show.id() + "/progress"))
              .header("Authorization", "Bearer " + viewer.token())
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(10))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        assertThat(status).isIn(200, 503);
        return status == 200;
      } catch (IOException e) {
        return false; // killed: nobody knows, and nothing was promised
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
