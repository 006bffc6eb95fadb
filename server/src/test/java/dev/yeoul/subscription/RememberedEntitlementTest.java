package dev.yeoul.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.yeoul.account.UserId;
import dev.yeoul.embedded.SlowLine;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.ProblemMapper;
import dev.yeoul.platform.Settings;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.Viewing;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node goes by what it knew of a viewer's subscription for 15 minutes, and not for longer. */
class RememberedEntitlementTest {
  private static final Duration STILL_GOOD = Duration.ofMinutes(15).minusSeconds(1);
  private static final Duration TOO_OLD = Duration.ofMinutes(15).plusSeconds(1);

  private final OwnStores stores = OwnStores.get();
  private final UserId viewer = new Viewing(stores).viewer();
  private final AtomicLong now = new AtomicLong();

  @SuppressWarnings("NullAway.Init")
  private SlowLine line;

  @SuppressWarnings("NullAway.Init")
  private Database mysql;

  @SuppressWarnings("NullAway.Init")
  private Entitlements entitlements;

  @BeforeEach
  void rememberOneWhoSubscribed() throws IOException {
    line = SlowLine.to(stores.servers().mysql());
    Settings.MySql direct = stores.settings().mysql();
    mysql =
        Database.open(
            new Settings.MySql(
                direct.host(),
                line.port(),
                direct.user(),
                direct.password(),
                direct.database(),
                direct.connections()));
    // on the caller's thread: the cache notes when it was loaded before the caller goes on
    entitlements = new Entitlements(mysql.jdbi(), Clock.systemUTC(), Runnable::run, now::get);
    assertThat(entitlement()).isPresent();
  }

  @AfterEach
  void end() throws IOException {
    mysql.close();
    line.close();
  }

  @Test
  void without_mysql_it_counts_for_fifteen_minutes_and_then_nobody_can_tell() throws IOException {
    line.close();

    now.set(STILL_GOOD.toNanos());
    assertThat(entitlements.cached(viewer)).isNotNull();
    assertThat(entitlement()).isPresent();

    now.set(TOO_OLD.toNanos());
    assertThat(entitlements.cached(viewer)).isNull();
    var problem = new ProblemMapper().of(catchException(this::entitlement));
    assertThat(problem.type().status()).isEqualTo(503);
    assertThat(problem.type().code()).isEqualTo("store_unavailable");
  }

  /** As where a change's row was lost, which else drops what is remembered. */
  @Test
  void a_change_that_nobody_tells_of_is_seen_after_fifteen_minutes() {
    stores
        .jdbi()
        .useHandle(handle ->
            handle.execute("DELETE FROM subscriptions WHERE user_id = ?", viewer.value()));

    now.set(STILL_GOOD.toNanos());
    assertThat(entitlement()).isPresent();

    now.set(TOO_OLD.toNanos());
    assertThat(entitlement()).isEmpty();
  }

  private Optional<Entitlement> entitlement() {
    return entitlements.of(viewer).await().atMost(Duration.ofSeconds(20));
  }
}
