package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The closed forms against plain double-precision ones that are written down from the papers. */
class ClosedFormTest {
  private static final Interactions DATA = Generated.matrix(Generated.larger());
  private static final int N = DATA.itemCount();

  @Test
  void ease_is_the_formula_of_its_paper() {
    double lambda = 20;
    double[][] gram = new double[N][N];
    for (int u = 0; u < DATA.userCount(); u++) {
      for (int i : DATA.history(u).items()) {
        for (int j : DATA.history(u).items()) {
          gram[i][j]++;
        }
      }
    }
    for (int i = 0; i < N; i++) {
      gram[i][i] += lambda;
    }
    double[][] inverse = solved(gram, identity());
    double[][] b = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        b[i][j] = i == j ? 0 : -inverse[i][j] / inverse[j][j];
      }
    }
    assertSame(new Ease(lambda, 0, 0, 1000), user -> sum(DATA.history(user), b));
  }

  @Test
  void the_sequence_model_is_the_ridge_over_every_position() {
    HistoryKernel fast = new HistoryKernel(0, 1, 0.7, 3);
    HistoryKernel slow = new HistoryKernel(0.1, 0.8, 4, 9);
    double lambda = 3;
    int latest = 12;
    double[][] gram = new double[2 * N][2 * N];
    double[][] target = new double[2 * N][N];
    for (int u = 0; u < DATA.userCount(); u++) {
      int[] items = DATA.history(u).items();
      for (int t = Math.max(1, items.length - latest); t < items.length; t++) {
        double[] features = features(DATA.history(u, DATA.starts[u] + t), fast, slow);
        for (int i = 0; i < 2 * N; i++) {
          for (int j = 0; features[i] != 0 && j < 2 * N; j++) {
            gram[i][j] += features[i] * features[j];
          }
          target[i][items[t]] += features[i];
        }
      }
    }
    for (int i = 0; i < 2 * N; i++) {
      gram[i][i] += lambda;
    }
    double[][] b = solved(gram, target);
    assertSame(
        new SequenceRidge(lambda, 0, List.of(fast, slow), latest, 1000),
        user -> {
          double[] features = features(DATA.history(user), fast, slow);
          double[] scores = new double[N];
          for (int i = 0; i < 2 * N; i++) {
            for (int j = 0; j < N; j++) {
              scores[j] += features[i] * b[i][j];
            }
          }
          return scores;
        });
  }

  private interface Scoring {
    double[] of(int user);
  }

  private static void assertSame(Recipe recipe, Scoring expected) {
    try (Workers workers = new Workers(2)) {
      Model model = recipe.train(DATA, workers);
      for (int user = 0; user < 20; user++) {
        float[] scores = new float[N];
        model.score(DATA.history(user), scores);
        double[] wanted = expected.of(user);
        for (int i = 0; i < N; i++) {
          assertThat((double) scores[i])
              .isCloseTo(wanted[i], org.assertj.core.api.Assertions.within(2e-4));
        }
      }
    }
  }

  private static double[] sum(History history, double[][] b) {
    double[] scores = new double[N];
    for (int i : history.items()) {
      for (int j = 0; j < N; j++) {
        scores[j] += b[i][j];
      }
    }
    return scores;
  }

  private static double[] features(History history, HistoryKernel fast, HistoryKernel slow) {
    double[] features = new double[2 * N];
    for (int e = 0; e < history.size(); e++) {
      int age = history.size() - 1 - e;
      features[history.items()[e]] += fast.at(age);
      features[N + history.items()[e]] += slow.at(age);
    }
    return features;
  }

  private static double[][] identity() {
    double[][] identity = new double[N][N];
    for (int i = 0; i < N; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  /** Gauss and Jordan's elimination; the matrices are positive definite, so without pivots. */
  private static double[][] solved(double[][] a, double[][] right) {
    for (int k = 0; k < a.length; k++) {
      for (int i = 0; i < a.length; i++) {
        double factor = a[i][k] / a[k][k];
        if (i != k && factor != 0) {
          subtract(a[i], a[k], factor);
          subtract(right[i], right[k], factor);
        }
      }
    }
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < right[i].length; j++) {
        right[i][j] /= a[i][i];
      }
    }
    return right;
  }

  private static void subtract(double[] from, double[] row, double factor) {
    for (int j = 0; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }
}
