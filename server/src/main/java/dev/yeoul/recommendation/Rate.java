package dev.yeoul.recommendation;

/**
 * A ratio of two sums over viewers, such as clicked impressions over impressions.
 *
 * @param viewers over how many
 * @param value the ratio, 0 to 1
 * @param error its standard error; NaN with fewer than two viewers
 */
record Rate(long viewers, double value, double error) {
  /** Of the normal distribution, for 95 %. */
  static final double QUANTILE = 1.959964;

  double low() {
    return Math.max(0, value - QUANTILE * error);
  }

  double high() {
    return Math.min(1, value + QUANTILE * error);
  }

  boolean hasInterval() {
    return !Double.isNaN(error);
  }

  /**
   * Adds up viewers. One viewer's impressions are not independent of each other, so the viewer is
   * the unit: with y and x a viewer's sums and R = sum y / sum x, the variance of R is n / (n - 1)
   * sum (y - R x)^2 / (sum x)^2, the ratio estimator's by the delta method (Cochran 1977, section
   * 6.4; Deng et al. 2018).
   */
  static final class Sums {
    private long viewers;
    private double x;
    private double y;
    private double xx;
    private double xy;
    private double yy;

    /**
     * One viewer.
     *
     * @param of how many, 1 or more
     * @param hits how many of them
     */
    void add(long of, long hits) {
      viewers++;
      x += of;
      y += hits;
      xx += (double) of * of;
      xy += (double) of * hits;
      yy += (double) hits * hits;
    }

    /** Needs a viewer at least. */
    Rate rate() {
      double ratio = y / x;
      double squares = Math.max(0, yy - 2 * ratio * xy + ratio * ratio * xx);
      double error = viewers < 2 ? Double.NaN : Math.sqrt(viewers / (viewers - 1.0) * squares) / x;
      return new Rate(viewers, ratio, error);
    }
  }
}
