package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.app.Tally.Outcome;
import dev.yeoul.embedded.SlowLine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines to MySQL and Redis become slow: calls take longer, and none fails. */
class SlowLineIT {
  private static final Duration DELAY = Duration.ofMillis(150);

  private final FaultStores stores = FaultStores.get();

  @Test
  void slow_lines_make_calls_slow_and_fail_none() throws Exception {
    Soak.rounds(() -> {
      try (SlowLine mysql = SlowLine.to(stores.servers().mysql());
          SlowLine redis = SlowLine.to(stores.servers().redis());
          ServerProcess node = ServerProcess.serve(through(mysql, redis));
          SteadyLoad load = SteadyLoad.on(stores, node)) {
        load.pass("quick", Duration.ofSeconds(1));
        mysql.delay(DELAY);
        redis.delay(DELAY);
        Tally slow = load.pass("slow", Duration.ofSeconds(4));
        mysql.delay(Duration.ZERO);
        redis.delay(Duration.ZERO);
        load.end();

        assertThat(slow.slowest()).isGreaterThan(DELAY);
        for (Tally phase : load.phases()) {
          assertThat(phase.wrong()).isEmpty();
          assertThat(phase.count(Outcome.REFUSED)).isZero();
          assertThat(phase.broken()).isEmpty();
          assertThat(phase.count(Outcome.OVERDUE)).isZero();
        }
        Invariants.hold(stores, load);
      }
    });
  }

  private Map<String, String> through(SlowLine mysql, SlowLine redis) {
    Map<String, String> settings = ServerProcess.settings(stores.servers());
    settings.put("MYSQL_PORT", Integer.toString(mysql.port()));
    settings.put("REDIS_PORT", Integer.toString(redis.port()));
    return settings;
  }
}
