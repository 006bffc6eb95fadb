package dev.yeoul.recommendation;

/**
 * How much higher bucket b's rate is than bucket a's; their viewers are different people, so that
 * the variances add.
 *
 * @param error standard error; NaN where a rate has none
 * @param viewers of the smaller bucket
 */
record RateDifference(double value, double error, long viewers) {
  /** With fewer, the normal distribution says nothing. */
  static final int LEAST_VIEWERS = 30;

  static RateDifference of(Rate a, Rate b) {
    return new RateDifference(
        b.value() - a.value(),
        Math.hypot(a.error(), b.error()),
        Math.min(a.viewers(), b.viewers()));
  }

  double low() {
    return value - Rate.QUANTILE * error;
  }

  double high() {
    return value + Rate.QUANTILE * error;
  }

  boolean hasInterval() {
    return !Double.isNaN(error);
  }

  /** In plain words. */
  String verdict() {
    if (viewers < LEAST_VIEWERS || !hasInterval()) {
      return "too few viewers to tell";
    }
    if (low() > 0) {
      return "b is higher";
    }
    return high() < 0 ? "a is higher" : "no difference shown";
  }
}
