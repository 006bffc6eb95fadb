package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadinessTest {
  private final Steadiness steadiness = new Steadiness();

  @Test
  void a_service_that_gets_faster_is_not_steady() {
    for (double rate = 100; rate < 1_000; rate *= 1.1) {
      steadiness.add(rate);
      assertThat(steadiness.reached()).isFalse();
    }
  }

  @Test
  void one_slow_step_is_noise() {
    add(100, 200, 150, 300, 250, 400);
    assertThat(steadiness.reached()).isFalse();
  }

  @Test
  void two_steps_that_are_hardly_faster_make_it_steady() {
    add(100, 200, 205, 208);
    assertThat(steadiness.reached()).isTrue();
  }

  private void add(double... rates) {
    for (double rate : rates) {
      steadiness.add(rate);
    }
  }
}
