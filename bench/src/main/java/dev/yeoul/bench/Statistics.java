package dev.yeoul.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Median and a bootstrap 90 % interval of it (percentile method; Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13). The seed is fixed: the same rounds always give
 * the same interval.
 */
public final class Statistics {
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 1;
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private Statistics() {}

  /**
   * The median of the values and its interval.
   *
   * @throws IllegalArgumentException when there is no value
   */
  public static Finding summary(String measure, List<Double> values) {
    double[] sample = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] medians = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    double[] drawn = new double[sample.length];
    double middle = median(sample);
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = sample[random.nextInt(sample.length)];
      }
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    return new Finding(measure, middle, quantile(medians, LOW), quantile(medians, HIGH));
  }

  /** The median of the values, whose order does not matter. */
  public static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
