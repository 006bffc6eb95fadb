package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.platform.Admission.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each of the three reasons to refuse a call, without the other two. */
class AdmissionTest {
  private static final int LIMIT = 200;
  private static final long LATE = 3 * Shedder.TARGET_NANOS;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final LoadProbe probe = new LoadProbe(vertx, metrics);
  private final Admission admission =
      new Admission(new Settings.Load(LIMIT, 1000, 10, 30, 75), probe, metrics);

  @AfterEach
  void close() {
    probe.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void no_more_than_the_limit_are_in_progress() {
    enter(Kind.EVENT_LOOP, LIMIT);

    assertThat(admission.enter(Kind.EVENT_LOOP)).isFalse();
    assertThat(admission.refusesEarly(Kind.EVENT_LOOP)).isTrue();
    assertThat(admission.enter(Kind.BLOCKING)).as("they are counted apart").isTrue();
    assertThat(refused("calls")).isEqualTo(2);

    admission.leave(Kind.EVENT_LOOP);
    assertThat(admission.enter(Kind.EVENT_LOOP)).isTrue();
  }

  @Test
  void a_share_is_refused_while_work_waits_for_too_long() {
    long now = System.nanoTime();
    for (int i = 1; i <= 100; i++) {
      probe.eventLoops().sample(now + i * Shedder.WINDOW_NANOS, LATE);
    }

    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      if (admission.enter(Kind.EVENT_LOOP)) {
        admission.leave(Kind.EVENT_LOOP);
      } else {
        refused++;
      }
    }
    assertThat(refused).isBetween(800, 999);
    assertThat(refused("delay")).isEqualTo(refused);
    assertThat(admission.enter(Kind.BLOCKING)).as("those do not wait").isTrue();
  }

  @Test
  void what_may_wait_for_mysql_is_refused_while_nothing_of_it_ends() {
    enter(Kind.BLOCKING, 2 * Backlog.FEW);

    await().until(() -> admission.refusesEarly(Kind.BLOCKING));
    assertThat(admission.enter(Kind.BLOCKING)).isFalse();
    assertThat(refused("delay")).isEqualTo(2);
    assertThat(admission.enter(Kind.HASHING)).as("waits for no connection").isTrue();
    assertThat(admission.enter(Kind.EVENT_LOOP)).isTrue();
    assertThat(refused("calls")).isZero();
  }

  private void enter(Kind kind, int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(admission.enter(kind)).isTrue();
    }
  }

  private double refused(String reason) {
    return metrics.get("yeoul.http.refused").tag("reason", reason).counter().count();
  }
}
