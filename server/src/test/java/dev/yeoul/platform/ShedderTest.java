package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShedderTest {
  private static final long SAMPLE = 50_000_000L;
  private static final long LATE = 3 * Shedder.TARGET_NANOS;

  private final Shedder shedder = new Shedder(0);
  private long now;

  @Test
  void a_burst_that_comes_and_goes_refuses_nobody() {
    for (int i = 0; i < 200; i++) {
      sample(i % 4 == 0 ? 0 : LATE);
    }

    assertThat(shedder.share()).isZero();
    assertThat(shedder.refuses()).isFalse();
  }

  @Test
  void a_standing_queue_refuses_more_and_more_but_never_everybody() {
    for (int i = 0; i < 20; i++) {
      sample(LATE);
    }
    double early = shedder.share();
    for (int i = 0; i < 200; i++) {
      sample(LATE);
    }

    assertThat(early).isBetween(0.1, 0.9);
    assertThat(shedder.share()).isBetween(0.9, 0.99);
  }

  @Test
  void it_recovers_within_seconds_once_the_queue_is_gone() {
    for (int i = 0; i < 200; i++) {
      sample(LATE);
    }
    for (int i = 0; i < 60; i++) { // 3 s
      sample(0);
    }

    assertThat(shedder.share()).isZero();
  }

  @Test
  void what_it_refuses_is_the_share() {
    for (int i = 0; i < 20; i++) {
      sample(LATE);
    }
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      refused += shedder.refuses() ? 1 : 0;
    }

    assertThat(refused / 100_000.0)
        .isCloseTo(shedder.share(), org.assertj.core.api.Assertions.within(0.02));
  }

  private void sample(long delay) {
    now += SAMPLE;
    shedder.sample(now, delay);
  }
}
