package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final List<UserId> USERS =
      LongStream.rangeClosed(1, 10_000).mapToObj(UserId::new).toList();

  @Test
  void a_viewer_stays_where_they_are() {
    // another hash would move viewers in the middle of an experiment
    assertThat(
            USERS.stream()
                .limit(20)
                .map(user -> Buckets.of(user, "mmr"))
                .collect(Collectors.joining()))
        .isEqualTo("aaaaaaaababbbbabbbab");
  }

  @Test
  void the_share_is_kept() {
    assertThat(inB("mmr", 0.5)).isBetween(4_850L, 5_150L);
    assertThat(inB("mmr", 0.1)).isBetween(900L, 1_100L);
    assertThat(inB("mmr", 0)).isZero();
    assertThat(inB("mmr", 1)).isEqualTo(10_000);
  }

  @Test
  void a_larger_share_moves_nobody_back() {
    assertThat(USERS)
        .filteredOn(user -> Buckets.of(user, "mmr", 0.1).equals(Buckets.B))
        .allMatch(user -> Buckets.of(user, "mmr", 0.2).equals(Buckets.B));
  }

  @Test
  void another_experiment_divides_anew() {
    assertThat(USERS)
        .filteredOn(user -> Buckets.of(user, "mmr").equals(Buckets.of(user, "rows")))
        .hasSizeBetween(4_800, 5_200);
  }

  private static long inB(String experiment, double share) {
    return USERS.stream()
        .filter(user -> Buckets.of(user, experiment, share).equals(Buckets.B))
        .count();
  }
}
