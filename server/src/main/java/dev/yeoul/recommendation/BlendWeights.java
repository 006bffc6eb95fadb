package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * Finds the weights of a blend by coordinate ascent on the validation figure: the best model begins
 * with weight 1, then every weight in turn goes up or down as long as that helps, with ever smaller
 * steps.
 */
final class BlendWeights {
  private static final double[] STEPS = {0.5, 0.2, 0.08};

  /** A step must gain so much of the figure: less is noise, and every part costs memory. */
  private static final double WORTHWHILE = 1e-3;

  private static final double LARGEST = 4;

  private final Validation validation;
  private final float[][][] scores;
  private final double[] weights;
  private final float[][] sum;
  private double figure;

  /** Of models' standardized scores by model, case and item. */
  BlendWeights(Validation validation, float[][][] scores) {
    this.validation = validation;
    this.scores = scores;
    weights = new double[scores.length];
    int best = 0;
    for (int m = 0; m < scores.length; m++) {
      double alone = validation.figure(scores[m]);
      if (m == 0 || alone > figure) {
        figure = alone;
        best = m;
      }
    }
    weights[best] = 1;
    sum = Arrays.stream(scores[best]).map(float[]::clone).toArray(float[][]::new);
  }

  /** Does the search; the result is one weight a model, 0 for those that don't help. */
  double[] search() {
    for (double step : STEPS) {
      for (int m = 0; m < weights.length; m++) {
        if (!climb(m, step)) {
          climb(m, -step);
        }
      }
    }
    return weights.clone();
  }

  /** What the found weights reach. */
  double figure() {
    return figure;
  }

  private boolean climb(int model, double step) {
    boolean climbed = false;
    while (Math.abs(weights[model] + step) <= LARGEST) {
      double changed = validation.figure(sum, scores[model], step);
      if (changed < figure * (1 + WORTHWHILE)) {
        return climbed;
      }
      figure = changed;
      weights[model] += step;
      add(scores[model], (float) step);
      climbed = true;
    }
    return climbed;
  }

  private void add(float[][] others, float step) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += step * others[i][j];
      }
    }
  }
}
