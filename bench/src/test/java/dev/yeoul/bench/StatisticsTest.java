package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertThat(Statistics.median(new double[] {9, 1, 5})).isEqualTo(5);
    assertThat(Statistics.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Statistics.median(new double[] {7})).isEqualTo(7);
  }

  @Test
  void noValuesHaveNoMedian() {
    assertThatThrownBy(() -> Statistics.median(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Statistics.summary("ratio", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIntervalHoldsTheMedianAndLeavesOutAnOutlier() {
    Finding found = Statistics.summary("ratio", List.of(0.98, 1.01, 1.00, 0.99, 1.02, 0.97, 9.0));
    assertThat(found.measure()).isEqualTo("ratio");
    assertThat(found.value()).isEqualTo(1.00);
    assertThat(found.low()).isBetween(0.97, 1.00);
    assertThat(found.high()).isBetween(1.00, 1.02);
  }

  @Test
  void equalValuesHaveAnIntervalOfNoWidth() {
    assertThat(Statistics.summary("x", List.of(2.0, 2.0, 2.0))).isEqualTo(Finding.of("x", 2.0));
  }

  @Test
  void theSameRoundsAlwaysGiveTheSameInterval() {
    List<Double> rounds = List.of(0.9, 1.1, 1.3, 0.8, 1.0, 1.2, 0.95);
    assertThat(Statistics.summary("x", rounds)).isEqualTo(Statistics.summary("x", rounds));
  }

  /**
   * For n values the chance that the resampled median is the k-th smallest is known exactly; the
   * bootstrap of 1 to 7 must come near: below 2 in 2.6 % of the draws and below 3 in 14.8 %, so the
   * 5 % quantile is 2.
   */
  @Test
  void agreesWithTheExactDistribution() {
    List<Double> values = IntStream.rangeClosed(1, 7).mapToObj(i -> (double) i).toList();
    Finding found = Statistics.summary("x", values);
    assertThat(found.value()).isEqualTo(4);
    assertThat(found.low()).isCloseTo(2, within(1e-9));
    assertThat(found.high()).isCloseTo(6, within(1e-9));
  }
}
