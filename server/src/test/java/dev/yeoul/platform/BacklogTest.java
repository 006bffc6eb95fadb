package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private long now;
  private final Backlog backlog = new Backlog(() -> now);

  @Test
  void no_more_are_let_in_than_end_in_time() {
    windows(8, 25, 1_000); // a hundred a second
    assertThat(backlog.refuses(99)).isFalse();
    assertThat(backlog.refuses(101)).isTrue();
  }

  @Test
  void a_crowd_meets_no_refusal_where_it_is_served_in_time() {
    for (int window = 0; window < 20; window++) {
      assertThat(backlog.refuses(499)).isFalse();
      windows(1, 125, 499); // five hundred a second
    }
  }

  @Test
  void few_are_never_refused_and_little_demand_says_nothing() {
    windows(8, 0, Backlog.FEW - 1);
    assertThat(backlog.refuses(Backlog.FEW - 1)).isFalse();
    windows(8, 1, 3);
    assertThat(backlog.refuses(1_000)).isFalse();
  }

  @Test
  void where_nothing_ends_only_few_wait_and_it_is_over_when_they_are_gone() {
    windows(20, 0, 1_000);
    assertThat(backlog.refuses(Backlog.FEW)).isTrue();
    windows(1, 1, 1);
    windows(1, 1, 1);
    assertThat(backlog.refuses(1_000)).isFalse();
  }

  /** Time goes by with so many in progress, of which so many end in each window. */
  private void windows(int count, int ended, int inProgress) {
    for (int i = 0; i < count; i++) {
      for (int call = 0; call < ended; call++) {
        backlog.end();
      }
      now += Backlog.WINDOW_NANOS;
      var _ = backlog.refuses(inProgress);
    }
  }
}
