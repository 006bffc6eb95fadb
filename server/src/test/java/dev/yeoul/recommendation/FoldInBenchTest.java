package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FoldInBenchTest {
  @Test
  void historiesHave5To500DistinctItems() {
    var histories = new FoldInBench(2_000, 3_000).histories();
    assertThat(histories)
        .hasSize(3_000)
        .allSatisfy(history -> {
          assertThat(history.size()).isBetween(5, 500);
          assertThat(Arrays.stream(history.items()).distinct().count()).isEqualTo(history.size());
        });
    int[] sizes = histories.stream().mapToInt(History::size).sorted().toArray();
    assertThat(sizes[sizes.length / 2]).isBetween(28, 32);
    assertThat(sizes[sizes.length - 1]).isGreaterThan(300);
  }

  @Test
  void everyRankingIsTimed() {
    try (Workers workers = new Workers(1)) {
      FoldInBench.Times times = new FoldInBench(200, 50).run(workers);
      assertThat(times.millis()).hasSize(50).isSorted();
      assertThat(times.at(1)).isPositive();
    }
  }

  @Test
  void aPercentileIsTheTimeThatTheShareStaysWithin() {
    double[] millis = new double[200];
    Arrays.setAll(millis, i -> i + 1);
    FoldInBench.Times times = new FoldInBench.Times(10, millis);
    assertThat(times.at(50)).isEqualTo(100);
    assertThat(times.at(99)).isEqualTo(198);
    assertThat(times.at(100)).isEqualTo(200);
    assertThat(times.toString()).contains("p50 100.00 ms, p99 198.00 ms, longest 200.00 ms");
  }
}
