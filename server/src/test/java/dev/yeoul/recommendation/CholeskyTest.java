package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 127, 128, 129, 300})
  void the_inverse_times_the_matrix_is_the_identity(int n) {
    float[] matrix = positiveDefinite(n);
    try (Workers workers = new Workers(2)) {
      float[] inverse = Cholesky.of(n, matrix.clone(), workers).inverse();
      assertIdentity(n, matrix, inverse);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128, 200})
  void a_solution_for_the_identity_is_the_inverse(int n) {
    float[] matrix = positiveDefinite(n);
    float[] right = new float[n * n];
    for (int i = 0; i < n; i++) {
      right[i * n + i] = 1;
    }
    try (Workers workers = new Workers(2)) {
      Cholesky.of(n, matrix.clone(), workers).solve(right, n);
    }
    assertIdentity(n, matrix, right);
  }

  @Test
  void a_matrix_that_is_not_positive_definite_is_refused() {
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(() -> Cholesky.of(2, new float[] {1, 0, 2, 1}, workers))
          .isInstanceOf(RecommendationException.class);
    }
  }

  @Test
  void the_number_of_threads_does_not_change_a_bit() {
    float[] matrix = positiveDefinite(300);
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      assertThat(Cholesky.of(300, matrix.clone(), three).inverse())
          .isEqualTo(Cholesky.of(300, matrix.clone(), one).inverse());
    }
  }

  private static float[] positiveDefinite(int n) {
    float[] matrix = new float[n * n];
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = matrix[j * n + i] = (float) random.nextDouble(-1, 1);
      }
      matrix[i * n + i] = n + 1;
    }
    return matrix;
  }

  private static void assertIdentity(int n, float[] left, float[] right) {
    double worst = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = i == j ? -1 : 0;
        for (int p = 0; p < n; p++) {
          sum += (double) left[i * n + p] * right[p * n + j];
        }
        worst = Math.max(worst, Math.abs(sum));
      }
    }
    assertThat(worst).isLessThan(1e-5);
  }
}
