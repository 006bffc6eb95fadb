package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Crowd.Refusal;
import dev.yeoul.app.Tally.Call;
import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.embedded.CpuLimit;
import dev.yeoul.embedded.SlowLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * More work than the processor or MySQL can do, and far fewer calls than the limits allow: a queue
 * would stand, and everybody would wait. Part of the callers is refused instead, and learns it
 * early.
 */
class StandingQueueIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A tenth of a core: a hundred reports a second or so. */
  private static final double CORES = 0.1;

  /** With the steady load still fewer than the default of YEOUL_MAX_CALLS. */
  private static final int MOST_CALLERS = 1_900;

  private static final int FIRST_CALLERS = 50;
  private static final Duration JOIN_EVERY = Duration.ofMillis(500);

  /** With sixteen connections MySQL serves a hundred calls a second at the most. */
  private static final Duration DELAY = Duration.ofMillis(150);

  private static final int READERS = 200;
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int ENOUGH = 100;
  private static final String OVERLOADED = "overloaded";

  private final FaultStores stores = FaultStores.get();

  @Test
  void beyond_the_processor_reports_are_refused_before_they_wait_for_too_long() throws Exception {
    Soak.rounds(() -> {
      try (ServerProcess node = stores.node();
          SteadyLoad load = SteadyLoad.on(stores, node)) {
        load.pass("calm", Duration.ofSeconds(1));
        Crowd viewers = Crowd.ofViewers(node, load.show(), Duration.ZERO).join(FIRST_CALLERS);
        try (viewers;
            CpuLimit held = CpuLimit.on(node.process(), CORES)) {
          System.out.println("the node is held to a tenth of a core by " + held.how());
          await().atMost(LIMIT).pollInterval(JOIN_EVERY).until(() -> growsUntilRefused(viewers));
          load.endPhase("crowded");
        }
        load.end();
        System.out.println("  " + viewers);

        mostWereRefusedWithin(viewers, LoadClient.TIMEOUT.dividedBy(2));
        wasTheDelay(node);
        Invariants.hold(stores, load);
      }
    });
  }

  private static boolean growsUntilRefused(Crowd crowd) {
    int refused = crowd.refusals(OVERLOADED).size();
    if (refused == 0 && crowd.size() < MOST_CALLERS) {
      crowd.join(crowd.size() / 15); // slowly, for whoever is refused learns it after seconds
    }
    System.out.println(crowd);
    return refused > ENOUGH;
  }

  @Test
  void beyond_mysql_reads_are_refused_at_once_and_viewers_watch_on() throws Exception {
    Soak.rounds(() -> {
      try (SlowLine mysql = SlowLine.to(stores.servers().mysql());
          ServerProcess node = ServerProcess.serve(through(mysql));
          SteadyLoad load = SteadyLoad.on(stores, node)) {
        load.pass("calm", Duration.ofSeconds(1));
        mysql.delay(DELAY);
        Tally crowded;
        Crowd readers = Crowd.ofReaders(node, PACE);
        try (readers) {
          readers.join(READERS);
          await().atMost(LIMIT).until(() -> bothKindsAreRefused(readers));
          crowded = load.endPhase("crowded");
        }
        mysql.delay(Duration.ZERO);
        load.end();
        System.out.println("  " + readers);

        assertThat(readers.served()).isPositive();
        mostWereRefusedWithin(readers, LoadClient.TIMEOUT.dividedBy(4));
        wasTheDelay(node);
        assertThat(crowded.count(Call.PROGRESS, Outcome.SERVED)).isPositive();
        assertThat(crowded.count(Call.PROGRESS, Outcome.REFUSED)).isZero();
        assertThat(crowded.count(Call.CACHED, Outcome.REFUSED)).isZero();
        Invariants.hold(stores, load);
      }
    });
  }

  private Map<String, String> through(SlowLine mysql) {
    Map<String, String> settings = ServerProcess.settings(stores.servers());
    settings.put("MYSQL_PORT", Integer.toString(mysql.port()));
    return settings;
  }

  /** Plain reads, which are refused on a shorter way, and those that are none. */
  private static boolean bothKindsAreRefused(Crowd readers) {
    List<Refusal> refusals = readers.refusals(OVERLOADED);
    long plain = refusals.stream().filter(one -> one.request().bodyPublisher().isEmpty()).count();
    return plain > ENOUGH && refusals.size() - plain > ENOUGH;
  }

  private static void mostWereRefusedWithin(Crowd crowd, Duration limit) {
    List<Refusal> refusals = crowd.refusals(OVERLOADED);
    assertThat(refusals)
        .extracting(Refusal::answer)
        .allSatisfy(answer -> {
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Content-Type"))
              .contains("application/problem+json");
          assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9]");
        });
    List<Duration> took = refusals.stream().map(Refusal::took).sorted().toList();
    System.out.println("  the median refusal took " + took.get(took.size() / 2));
    assertThat(took.get(took.size() / 2)).as("the median refusal").isLessThan(limit);
  }

  /** It was the delay and no other limit, and it is over. */
  private static void wasTheDelay(ServerProcess node) {
    assertThat(refused(node, "delay")).isGreaterThan(ENOUGH);
    for (String limit : List.of("calls", "connections", "bodies")) {
      assertThat(refused(node, limit)).as(limit).isZero();
    }
    await().atMost(LIMIT).until(() -> Metrics.of(node, "yeoul_http_refused_share", "") == 0);
    await().atMost(LIMIT).until(() -> Metrics.of(node, "yeoul_http_calls", "") == 0);
  }

  private static double refused(ServerProcess node, String reason) {
    return Metrics.of(node, "yeoul_http_refused_total", "reason=\"" + reason + "\"");
  }
}
