package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeTrainingTest {
  /** As the large one, in time for a test. */
  private static final Ials SMALL = new Ials(16, 0.1, 0.003, 1, 3, 1);

  private static LargeTraining.Result run(int threads, long seed, List<String> lines) {
    try (Workers workers = new Workers(threads)) {
      return new LargeTraining(SMALL, 1_000, 1_000, 40_000, seed, workers, lines::add).run();
    }
  }

  @Test
  void findsHiddenEventsTwiceAsWellAsPopularityAndTheSameForASeed() {
    List<String> lines = new ArrayList<>();
    LargeTraining.Result result = run(2, 1, lines);
    assertThat(result.events()).isBetween(35_000, 45_000);
    assertThat(result.ials()).isGreaterThan(2 * result.popular());
    assertThat(result.popular()).isPositive();
    assertThat(lines).hasSize(8).anyMatch(line -> line.startsWith("sweep 2 of "));
    assertThat(run(1, 1, lines)).isEqualTo(result);
    assertThat(run(2, 2, lines)).isNotEqualTo(result);
  }

  @Test
  void tellsMemoryAndRatioAndRefusesSizesThatItCannotHold() {
    List<String> lines = new ArrayList<>();
    TrainingBench bench = new TrainingBench(2);
    assertThat(bench.large(SMALL, 500, 1_000, 20_000, 1, lines::add)).isTrue();
    assertThat(lines.get(lines.size() - 2)).contains("minutes", "bytes at the peak");
    assertThat(lines.getLast()).contains("NDCG@10", "ratio");
    for (long events : new long[] {9_999, 1_000_000_001}) {
      assertThatThrownBy(() -> bench.large(1_000, 1_000, events, 1, lines::add))
          .isInstanceOf(RecommendationException.class)
          .hasMessageContaining("--interactions");
    }
  }
}
