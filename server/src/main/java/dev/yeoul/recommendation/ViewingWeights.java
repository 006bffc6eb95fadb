package dev.yeoul.recommendation;

import java.time.Duration;
import java.util.Arrays;

/**
 * How much what a viewer did with a series says about their taste; docs/recommendation.md has the
 * formula.
 */
final class ViewingWeights {
  /** Tastes change: after so long an event counts half. */
  static final Duration HALF_LIFE = Duration.ofDays(180);

  /** What is old never counts less than this share: it is still what the viewer chose once. */
  private static final double OLDEST = 0.1;

  /** What a title counts of which hardly anything was seen. */
  private static final double LEAST = 0.1;

  private ViewingWeights() {}

  /**
   * Of one series, not aged yet.
   *
   * @param seen the shares of its started episodes, added up, and 1 for each day on which one was
   *     watched to its end again
   * @param score the viewer's rating, 1 to 5, or 0 for none
   * @return at least 0.1; 0 where the viewer did not like it
   */
  static double of(double seen, int score) {
    double weight = Math.max(LEAST, Math.log1p(seen) / Math.log(2));
    return switch (score) {
      case 1, 2 -> 0;
      case 4 -> 1.5 * weight;
      case 5 -> 2 * weight;
      default -> weight;
    };
  }

  /** The share that is left of a weight after so long. */
  static double afterSeconds(double age) {
    return OLDEST + (1 - OLDEST) * Math.pow(0.5, age / HALF_LIFE.toSeconds());
  }

  /** The same events with weights as they are at the latest of them. */
  static Interactions aged(Interactions data) {
    double end = Arrays.stream(data.time).max().orElse(0);
    float[] weights = new float[data.size()];
    for (int p = 0; p < weights.length; p++) {
      weights[p] = (float) (data.weight[p] * afterSeconds(end - data.time[p]));
    }
    return new Interactions(data.users, data.items, data.starts, data.item, data.time, weights);
  }
}
