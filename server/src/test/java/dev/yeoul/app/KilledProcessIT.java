package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.ViewingStream;
import io.restassured.path.json.JsonPath;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of a progress write: what was acknowledged survives kill -9 of the API and of the
 * worker. MongoDB has it exactly once, MySQL has each viewer's last one, and no view is counted
 * twice.
 */
class KilledProcessIT {
  private static final int WORKERS_KILLED = 10;
  private static final int LATEST_KILL_MILLIS = 800;

  private final FaultStores stores = FaultStores.get();

  @Test
  void acknowledged_writes_survive_kill_9_of_the_api() throws Exception {
    Soak.rounds(() -> {
      try (ServerProcess worker = stores.node("--role", "worker");
          ServerProcess first = stores.node("--role", "api");
          SteadyLoad load = SteadyLoad.on(stores, first)) {
        Tally calm = load.pass("two processes", Duration.ofSeconds(4));
        first.process().kill();
        Tally gone = load.pass("no API", Duration.ofSeconds(1));
        try (ServerProcess second = stores.node("--role", "api")) {
          load.goTo(second);
          Tally again = load.pass("a new API", Duration.ofSeconds(4));
          load.end();

          assertThat(calm.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
          assertThat(again.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
          assertThat(gone.count(Call.PROGRESS, Outcome.UNHEARD)).isPositive();
          Invariants.hold(stores, load);
          eachViewCountsOnce(second, load);
        }
        assertThat(worker.process().isAlive()).isTrue();
      }
    });
  }

  @Test
  void ten_killed_workers_lose_nothing_and_repeat_nothing() throws Exception {
    Soak.rounds(() -> {
      long seed = System.nanoTime();
      System.out.println("workers are killed at random, seed " + seed);
      Random random = new Random(seed);
      try (ServerProcess api = stores.node("--role", "api");
          SteadyLoad load = SteadyLoad.on(stores, api)) {
        int inTheMiddle = 0;
        for (int i = 0; i < WORKERS_KILLED; i++) {
          inTheMiddle += killOne(load, random.nextInt(LATEST_KILL_MILLIS)) > 0 ? 1 : 0;
        }
        try (ServerProcess last = stores.node("--role", "worker")) {
          load.end();
          Invariants.hold(stores, load);
          eachViewCountsOnce(api, load);
          assertThat(last.process().isAlive()).isTrue();
        }
        assertThat(inTheMiddle).as("workers killed in the middle of a batch").isPositive();
      }
    });
  }

  /** Starts a worker and kills it; returns how many entries it had in hand. */
  private long killOne(SteadyLoad load, int afterMillis) throws InterruptedException {
    try (ServerProcess worker = stores.node("--role", "worker")) {
      Tally seen = load.pass(worker.url(), Duration.ofMillis(afterMillis));
      worker.process().kill();
      assertThat(seen.count(Call.PROGRESS, Outcome.REFUSED)).isZero();
      long inHand = entriesInHand();
      System.out.println(
          "  killed after %d ms with %d entries in hand".formatted(afterMillis, inHand));
      return inHand;
    }
  }

  private long entriesInHand() {
    List<Request> questions =
        IntStream.range(0, Partition.COUNT)
            .mapToObj(partition ->
                Request.cmd(Command.XPENDING)
                    .arg(ViewingStream.key(partition))
                    .arg(ViewingStream.GROUP))
            .toList();
    return stores.redis().callAll(questions).stream()
        .mapToLong(answer -> answer.get(0).toLong())
        .sum();
  }

  private static void eachViewCountsOnce(ServerProcess api, SteadyLoad load) {
    await().atMost(SteadyLoad.RECOVERY).until(() -> views(api, load) > 0);
    assertThat(views(api, load)).isCloseTo(SteadyLoad.VIEWERS, within(0.1));
  }

  private static double views(ServerProcess api, SteadyLoad load) {
    JsonPath trending = given().get(api.url() + "/api/trending?limit=100").jsonPath();
    Object score = trending.get("find { it.id == " + load.show().id() + " }?.score");
    return score == null ? 0 : ((Number) score).doubleValue();
  }
}
