package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is published and what is not. */
class GateTest {
  private static final double[] NONE = new double[0];

  private static double[] viewers(int count, double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] ndcg = new double[count];
    Arrays.setAll(ndcg, i -> mean + 0.2 * (random.nextDouble() - 0.5));
    return ndcg;
  }

  private static double[] times(double[] ndcg, double factor) {
    return Arrays.stream(ndcg).map(value -> value * factor).toArray();
  }

  @Test
  void a_better_one_is_published_and_a_worse_one_is_not() {
    double[] inService = viewers(500, 0.4, 1);
    double[] popular = viewers(500, 0.2, 2);
    assertThat(Gate.verdict(times(inService, 1.05), popular, inService))
        .isEqualTo(Verdict.PUBLISHED);
    assertThat(Gate.verdict(times(inService, 0.99), popular, inService))
        .isEqualTo(Verdict.PUBLISHED);
    assertThat(Gate.verdict(times(inService, 0.97), popular, inService)).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void what_may_be_much_worse_is_refused_also_where_it_looks_as_good() {
    double[] inService = viewers(250, 0.4, 1);
    double[] other = inService.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] += i % 2 == 0 ? 0.2 : -0.2; // as good on the mean, but viewer by viewer far apart
    }
    assertThat(Gate.lowerBound(other, inService)).isBetween(-0.08, -0.04);
    assertThat(Gate.verdict(other, times(inService, 0.5), inService)).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void what_loses_to_popular_is_refused_also_as_the_first_one() {
    double[] popular = viewers(500, 0.3, 1);
    assertThat(Gate.verdict(times(popular, 0.99), popular, NONE)).isEqualTo(Verdict.REFUSED);
    assertThat(Gate.verdict(times(popular, 1.01), popular, NONE)).isEqualTo(Verdict.PUBLISHED);
    assertThat(Gate.verdict(times(popular, 0.9), popular, times(popular, 0.5)))
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void fewer_than_200_viewers_judge_nothing() {
    double[] few = viewers(199, 0.4, 1);
    assertThat(Gate.verdict(few, times(few, 0.5), NONE)).isEqualTo(Verdict.NOT_JUDGED);
    double[] enough = viewers(200, 0.4, 1);
    assertThat(Gate.verdict(enough, times(enough, 0.5), NONE)).isEqualTo(Verdict.PUBLISHED);
  }

  @Test
  void the_bound_is_the_one_of_the_books() {
    double[] candidate = {0.5, 0.7, 0.2, 0.9};
    double[] inService = {0.4, 0.5, 0.3, 0.8};
    // differences 0.1, 0.2, -0.1, 0.1: mean 0.075, deviation 0.12583, error 0.062915; base 0.5
    assertThat(Gate.lowerBound(candidate, inService))
        .isCloseTo((0.075 - 1.96 * 0.0629153) / 0.5, within(1e-6));
  }

  @Test
  void the_moment_divides_what_is_shown_from_what_is_to_be_found() {
    Gate gate =
        Gate.at(
            Generated.matrix(
                List.of(
                    new Row("1", "5", 10, 1),
                    new Row("1", "6", 20, 1),
                    new Row("1", "7", 21, 1),
                    new Row("2", "5", 30, 1), // came later: has no history
                    new Row("3", "6", 15, 1))), // did not come back
            20);
    assertThat(gate.users()).hasSize(1);
    assertThat(gate.before().size()).isEqualTo(3);
    assertThat(gate.truths().getFirst().known()).containsExactly(gate.before().items.index("7"));
  }

  @Test
  void measures_are_those_of_the_ranking() {
    Interactions data =
        Generated.matrix(
            List.of(new Row("1", "5", 10, 1), new Row("1", "7", 21, 1), new Row("2", "6", 10, 1)));
    Gate gate = Gate.at(data, 20);
    float[] byItem = {3, 2, 1}; // 5, which was seen, 6, 7
    Model model = (history, scores) -> System.arraycopy(byItem, 0, scores, 0, 3);
    try (Workers workers = new Workers(2)) {
      Gate.Measured measured = gate.measure(model, workers);
      assertThat(measured.ndcg()).hasSize(1);
      assertThat(measured.mean()).isCloseTo(Math.log(2) / Math.log(3), within(1e-9));
      assertThat(measured.recall()).isEqualTo(1);
      assertThat(measured.coverage()).isCloseTo(2 / 3.0, within(1e-9));
    }
  }

  @Test
  void a_model_of_other_items_is_measured_by_what_it_knows() {
    Interactions data =
        Generated.matrix(
            List.of(
                new Row("1", "3", 10, 1),
                new Row("1", "888888", 21, 1), // the model does not know it
                new Row("2", "888888", 10, 1)));
    try (Workers workers = new Workers(2)) {
      Gate.Measured measured = Gate.at(data, 20).measure(Served.model("v"), workers);
      assertThat(measured.ndcg()).containsExactly(0);
      assertThat(measured.recall()).isZero();
      assertThat(measured.coverage()).isPositive();
    }
  }
}
