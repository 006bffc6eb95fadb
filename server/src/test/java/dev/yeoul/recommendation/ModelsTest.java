package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model keeps, whatever history it gets. */
class ModelsTest {
  private static final Interactions DATA = Generated.matrix(Generated.larger());
  private static final HistoryKernel FAST = new HistoryKernel(0, 1, 1, 4);
  private static final HistoryKernel SLOW = new HistoryKernel(0.1, 1, 5, 20);
  private static final Ease EASE = new Ease(20, 0.3, 0.5, 1000);
  private static final SequenceRidge SEQUENCE =
      new SequenceRidge(5, 0.1, List.of(FAST, SLOW), 100, 1000);

  static Stream<Recipe> recipes() {
    return Stream.of(
        Popular.OF_ALL_TIME,
        new Popular(1e6),
        new ItemKnn(20, 5),
        EASE,
        new Ease(20, 0, 0, 50),
        new RecencyEase(EASE, SLOW),
        new Ials(16, 0.3, 0.01, 1, 3, 1),
        SEQUENCE,
        new SequenceRidge(5, 0, List.of(SLOW), 10, 40),
        new Transitions(3, 0.5, 5, FAST),
        new SequenceNetwork(8, 2, 2, 30, 0.003, 0.2, 1),
        new Blend(
            List.of(
                new Blend.Part(EASE, 1),
                new Blend.Part(new RecencyEase(EASE, FAST), -0.3),
                new Blend.Part(SEQUENCE, 0.5))));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void scores_are_finite_for_any_history(Recipe recipe) {
    try (Workers workers = new Workers(2)) {
      Model model = recipe.train(DATA, workers);
      int n = DATA.itemCount();
      for (History history :
          List.of(
              History.EMPTY,
              history(IntStream.of(0)),
              history(IntStream.range(0, n)),
              history(IntStream.range(0, 10_000).map(i -> i % n)))) {
        float[] scores = new float[n];
        Arrays.fill(scores, Float.NaN); // what was there before must not matter
        model.score(history, scores);
        for (float score : scores) {
          assertThat(Float.isFinite(score)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void training_is_the_same_with_any_number_of_threads(Recipe recipe) {
    float[] one = scores(recipe, 1);
    assertThat(scores(recipe, 3)).isEqualTo(one);
  }

  private static float[] scores(Recipe recipe, int threads) {
    try (Workers workers = new Workers(threads)) {
      float[] scores = new float[DATA.itemCount()];
      recipe.train(DATA, workers).score(DATA.history(3), scores);
      return scores;
    }
  }

  private static History history(IntStream items) {
    int[] indexes = items.toArray();
    float[] weights = new float[indexes.length];
    Arrays.fill(weights, 2);
    return new History(indexes, weights, new double[indexes.length]);
  }
}
