package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.embedded.Store;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
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

  /** Who come while a store is out, and want what only that store can tell or keep. */
  private static final int CROWD = 200;

  private static final Duration CROWDS_PACE = Duration.ofSeconds(1);
  private static final int STRANGE_REPORTS = 10;

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
        load -> Crowd.ofReaders(node, CROWDS_PACE),
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
        load -> Crowd.ofViewers(node, load.show(), CROWDS_PACE),
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
        load -> Crowd.ofViewers(node, load.show(), CROWDS_PACE),
        out -> {
          assertThat(out.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
          assertThat(out.count(Outcome.REFUSED)).isZero();
        });
  }

  /** The node can't tell whether they may watch, or what it is: it says so, and keeps nobody. */
  @ParameterizedTest
  @EnumSource
  void without_mysql_whom_and_what_the_node_does_not_know_has_to_wait(Fault fault)
      throws Exception {
    Soak.rounds(() -> {
      STORES.awaitReachable();
      ApiViewer viewer = ApiViewer.subscribed(node.url());
      ApiViewer newcomer = ApiViewer.subscribed(node.url());
      Show known = Viewing.show(STORES.jdbi(), 1, null);
      Show unknown = Viewing.show(STORES.jdbi(), 1, null);
      assertThat(report(viewer, known).statusCode()).isEqualTo(200);
      List<Response> told = new ArrayList<>();
      fault.strike(STORES.servers().mysql());
      try {
        awaitHealth("mysql", "down", NOTICED);
        for (int i = 0; i < STRANGE_REPORTS; i++) {
          told.add(report(newcomer, known));
          told.add(report(viewer, unknown));
          assertThat(report(viewer, known).statusCode()).isEqualTo(200);
        }
      } finally {
        fault.mend(STORES.servers().mysql());
      }
      assertThat(told).allSatisfy(StoreOutageIT::saysThatTheStoreIsOut);
      wereMostlyQuick(told);
      awaitHealth("mysql", "up", SteadyLoad.RECOVERY);
      await()
          .atMost(SteadyLoad.RECOVERY)
          .until(() -> report(newcomer, unknown).statusCode() == 200);
    });
  }

  private static Response report(ApiViewer viewer, Show show) {
    return viewer
        .call()
        .contentType(ContentType.JSON)
        .body(Map.of("episode_id", show.first().value(), "position_seconds", 1))
        .post(node.url() + "/api/series/" + show.id() + "/progress");
  }

  private static void saysThatTheStoreIsOut(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("code")).isEqualTo("store_unavailable");
    assertThat(answer.time()).isLessThan(CALLERS_PATIENCE.toMillis());
  }

  /** One call at a time tries a store that hangs, and may be one of these. */
  private static void wereMostlyQuick(List<Response> answers) {
    List<Long> millis = answers.stream().map(Response::time).sorted().toList();
    assertThat(millis.get(millis.size() / 2)).as("the median of %s ms", millis).isLessThan(1000);
  }

  private void outage(
      String name,
      Store store,
      Fault fault,
      Function<SteadyLoad, Crowd> newcomers,
      Consumer<Tally> promise)
      throws Exception {
    Soak.rounds(() -> {
      System.out.println(name + " is " + fault);
      try (SteadyLoad load = SteadyLoad.on(STORES, node)) {
        Crowd crowd = newcomers.apply(load);
        load.pass("calm", Duration.ofSeconds(2));
        Vitals before = Vitals.of(node);
        Vitals.Watch watch = Vitals.watch(node);
        Tally out;
        try (watch;
            crowd) {
          fault.strike(store);
          crowd.join(CROWD);
          awaitHealth(name, "down", NOTICED);
          out = load.pass("out", fault.span);
          fault.mend(store);
          awaitHealth(name, "up", SteadyLoad.RECOVERY);
        }
        load.end();
        Vitals after = Vitals.of(node);
        System.out.println("  " + crowd);
        System.out.println("  before " + before + ", most " + watch.most() + ", after " + after);

        load.phases().forEach(StoreOutageIT::everybodyWasAnswered);
        assertThat(crowd.failures()).isEmpty();
        promise.accept(out);
        watch.most().hasNotPiledUpSince(before);
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
