package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.embedded.Store;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A store is killed and comes back 5 s later, or hangs for 10 s. One node lives through all of it:
 * it answers everybody in time, does what can be done without the store, says which store is out,
 * piles nothing up, and recovers unaided.
 */
class StoreOutageIT {
  private static final Duration NOTICED = Duration.ofSeconds(5);

  /** After which the node gives a hanging Redis up; twice that is a caller's longest wait here. */
  private static final Duration REDIS_PATIENCE = Duration.ofSeconds(2);

  private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(10);

  private static final FaultStores STORES = FaultStores.get();

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess node;

  enum Fault {
    KILLED(Duration.ofSeconds(5)) {
      @Override
      void strike(Store store) throws InterruptedException {
        store.kill();
      }

      @Override
      void mend(Store store) throws InterruptedException {
        store.restart();
      }
    },
    FROZEN(Duration.ofSeconds(10)) {
      @Override
      void strike(Store store) {
        store.freeze();
      }

      @Override
      void mend(Store store) {
        store.thaw();
      }
    };

    private final Duration span;

    Fault(Duration span) {
      this.span = span;
    }

    abstract void strike(Store store) throws InterruptedException;

    abstract void mend(Store store) throws InterruptedException;
  }

  @BeforeAll
  static void start() {
    node = STORES.node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource
  void without_mysql_viewers_watch_on_and_cached_titles_are_served(Fault fault) throws Exception {
    outage(
        "mysql",
        STORES.servers().mysql(),
        fault,
        out -> {
          assertThat(out.count(Call.CACHED, Outcome.STALE)).isPositive();
          assertThat(out.count(Call.CACHED, Outcome.REFUSED)).isZero();
          assertThat(out.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
          assertThat(out.count(Call.PROGRESS, Outcome.REFUSED)).isZero();
          // two callers, one after the other: the first wait for long, the rest for next to nothing
          assertThat(out.count(Call.UNCACHED, Outcome.REFUSED)).isGreaterThan(10);
        });
  }

  @ParameterizedTest
  @EnumSource
  void without_redis_the_catalogue_is_served(Fault fault) throws Exception {
    outage(
        "redis",
        STORES.servers().redis(),
        fault,
        out -> {
          assertThat(out.count(Call.CACHED, Outcome.REFUSED)).isZero();
          assertThat(out.count(Call.UNCACHED, Outcome.REFUSED)).isZero();
          assertThat(out.count(Call.PROGRESS, Outcome.REFUSED)).isPositive();
          assertThat(out.slowest()).isLessThan(REDIS_PATIENCE.multipliedBy(2));
        });
  }

  @ParameterizedTest
  @EnumSource
  void without_mongodb_nobody_notices(Fault fault) throws Exception {
    outage(
        "mongodb",
        STORES.servers().mongo(),
        fault,
        out -> {
          assertThat(out.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
          assertThat(out.count(Outcome.REFUSED)).isZero();
        });
  }

  private void outage(String name, Store store, Fault fault, Consumer<Tally> promise)
      throws Exception {
    Soak.rounds(() -> {
      System.out.println(name + " is " + fault);
      try (SteadyLoad load = SteadyLoad.on(STORES, node)) {
        load.pass("calm", Duration.ofSeconds(2));
        Vitals before = Vitals.of(node);
        fault.strike(store);
        awaitHealth(name, "down", NOTICED);
        Tally out = load.pass("out", fault.span);
        Vitals during = Vitals.of(node);
        fault.mend(store);
        awaitHealth(name, "up", SteadyLoad.RECOVERY);
        load.end();
        Vitals after = Vitals.of(node);
        System.out.println("  before " + before + ", during " + during + ", after " + after);

        load.phases().forEach(StoreOutageIT::everybodyWasAnswered);
        promise.accept(out);
        during.hasNotPiledUpSince(before);
        after.hasNotPiledUpSince(before);
        Invariants.hold(STORES, load);
      }
    });
  }

  private static void awaitHealth(String store, String state, Duration limit) {
    await()
        .atMost(limit)
        .untilAsserted(() -> {
          Map<String, String> stores =
              given()
                  .get(node.url() + "/health/ready")
                  .then()
                  .statusCode(200)
                  .extract()
                  .jsonPath()
                  .getMap("stores");
          assertThat(stores).containsEntry(store, state);
          assertThat(stores.values()).filteredOn("down"::equals).hasSizeLessThan(2);
        });
  }

  private static void everybodyWasAnswered(Tally phase) {
    assertThat(phase.wrong()).isEmpty();
    assertThat(phase.count(Outcome.BROKEN)).as("broken connections").isZero();
    assertThat(phase.count(Outcome.OVERDUE)).as("answers overdue").isZero();
    assertThat(phase.slowest()).isLessThan(CALLERS_PATIENCE);
  }
}
