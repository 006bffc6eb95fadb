package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.List;

/** The weighted sum of models' scores, each divided by its deviation over the items. */
final class BlendModel implements Model {
  private final List<Model> models;
  private final float[] weights;

  BlendModel(List<Model> models, float[] weights) {
    this.models = List.copyOf(models);
    this.weights = weights.clone();
  }

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    float[] part = new float[scores.length];
    for (int m = 0; m < weights.length; m++) {
      models.get(m).score(history, part);
      standardize(part);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += weights[m] * part[i];
      }
    }
  }

  /** Makes the mean 0 and the deviation 1; equal scores all become 0. */
  static void standardize(float[] scores) {
    double sum = 0;
    double squares = 0;
    for (float score : scores) {
      sum += score;
      squares += (double) score * score;
    }
    double mean = sum / scores.length;
    double variance = squares / scores.length - mean * mean;
    if (variance <= 1e-12 * squares / scores.length || variance < 1e-60) {
      Arrays.fill(scores, 0);
      return;
    }
    float scale = (float) (1 / Math.sqrt(variance));
    float center = (float) mean;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (scores[i] - center) * scale;
    }
  }
}
