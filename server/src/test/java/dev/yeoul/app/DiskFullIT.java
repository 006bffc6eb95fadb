package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.embedded.SmallDisk;
import dev.yeoul.embedded.Store;
import dev.yeoul.playback.ApiViewer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The disk of one store runs full, also so that the store ends. What needs the store answers 503
 * with a code, the rest goes on; with room again and the store restarted, all that was acknowledged
 * is there.
 */
class DiskFullIT {
  private static final Duration FULL = Duration.ofSeconds(3);
  private static final int MOST_WRITES = 20_000;

  private static final FaultStores STORES = FaultStores.get();

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess node;

  @BeforeAll
  static void start() {
    node = STORES.node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private interface Pressure {
    /** Writes until the store can't. */
    void write() throws Exception;
  }

  @Test
  void redis_has_no_room() throws Exception {
    Tally full = fullDisk("redis", STORES.servers().redis(), () -> awaitDown("redis"));
    assertThat(full.count(Call.PROGRESS, Outcome.REFUSED)).isPositive();
    assertThat(full.count(Call.PROGRESS, Outcome.SERVED)).isZero();
    assertThat(full.count(Call.CACHED, Outcome.REFUSED)).isZero();
  }

  @Test
  void mongodb_has_no_room() throws Exception {
    Tally full =
        fullDisk("mongodb", STORES.servers().mongo(), DiskFullIT::writeToMongoUntilItFails);
    assertThat(full.count(Outcome.REFUSED)).isZero();
  }

  @Test
  void mysql_has_no_room() throws Exception {
    Editor editor = new Editor();
    Tally full = fullDisk("mysql", STORES.servers().mysql(), editor::addSeriesUntilRefused);
    assertThat(full.count(Call.PROGRESS, Outcome.REFUSED)).isZero();
    assertThat(full.count(Call.CACHED, Outcome.REFUSED)).isZero();
    STORES.awaitReachable();
    List<Long> present =
        STORES
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("SELECT id FROM series").mapTo(long.class).list());
    assertThat(present).containsAll(editor.added);
  }

  /** Returns what callers saw once the store could not write any more. */
  private static Tally fullDisk(String name, Store store, Pressure pressure) throws Exception {
    List<Tally> seen = new ArrayList<>();
    Soak.rounds(() -> {
      try (SmallDisk disk = SmallDisk.under(store)) {
        System.out.println(name + " runs out of room on " + disk.kind());
        awaitUp();
        try (SteadyLoad load = SteadyLoad.on(STORES, node)) {
          load.pass("calm", Duration.ofSeconds(1));
          disk.fill();
          pressure.write();
          load.endPhase("filling");
          seen.add(load.pass("full", FULL));
          System.out.println("  " + name + (store.isAlive() ? " lives on" : " ended by itself"));
          disk.free();
          store.restart();
          awaitUp();
          load.end();

          for (Tally phase : load.phases()) {
            assertThat(phase.wrong()).isEmpty();
            assertThat(phase.broken()).isEmpty();
            assertThat(phase.count(Outcome.OVERDUE)).isZero();
          }
          Invariants.hold(STORES, load);
        }
      }
    });
    return seen.getLast();
  }

  private static void writeToMongoUntilItFails() {
    var filler = STORES.mongo().getCollection("filler");
    for (int i = 0; i < MOST_WRITES; i++) {
      try {
        filler.insertOne(new Document("bytes", incompressible(1 << 20)));
      } catch (MongoException e) {
        System.out.println("  mongodb refuses write " + i + ": " + e.getMessage());
        return;
      }
    }
    throw new AssertionError("mongodb takes everything");
  }

  private static byte[] incompressible(int size) {
    byte[] bytes = new byte[size];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  /** Adds series over the API, and remembers those that were acknowledged. */
  private static final class Editor {
    private final ApiViewer editor = ApiViewer.register(node.url());
    private final List<Long> added = new ArrayList<>();

    Editor() {
      STORES
          .jdbi()
          .useHandle(handle ->
              handle.execute("UPDATE users SET roles = 'viewer,editor' WHERE id = ?", editor.id()));
    }

    void addSeriesUntilRefused() {
      for (int i = 0; i < MOST_WRITES; i++) {
        Response answer = add();
        if (answer.statusCode() != 201) {
          System.out.println("  write " + i + ": " + answer.statusCode() + " " + answer.asString());
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.jsonPath().getString("code")).isEqualTo("store_unavailable");
          return;
        }
        added.add(answer.jsonPath().getLong("id"));
      }
      throw new AssertionError("MySQL takes everything");
    }

    private Response add() {
      String description = HexFormat.of().formatHex(incompressible(5_000));
      return editor
          .call()
          .contentType(ContentType.JSON)
          .body(Map.of("kind", "movie", "title", "Heavy", "description", description))
          .post(node.url() + "/api/series");
    }
  }

  private static void awaitDown(String store) {
    await().atMost(SteadyLoad.RECOVERY).until(() -> "down".equals(health().get(store)));
  }

  private static void awaitUp() {
    await()
        .atMost(SteadyLoad.RECOVERY)
        .until(() -> health().values().stream().allMatch("up"::equals));
  }

  private static Map<String, String> health() {
    return given()
        .get(node.url() + "/health/ready")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("stores");
  }
}
