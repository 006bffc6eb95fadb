package dev.yeoul.recommendation;

/**
 * How much an event counts by its age, the number of events after it in the history: floor + gain *
 * 0.5^(age / half-life) within the window, nothing beyond.
 *
 * @param floor at least 0
 * @param gain at least 0
 * @param halfLife events, above 0
 * @param window events, at least 1
 */
record HistoryKernel(double floor, double gain, double halfLife, int window) {
  static final HistoryKernel UNIFORM = new HistoryKernel(1, 0, 1, Integer.MAX_VALUE);

  float at(int age) {
    return age < window ? (float) (floor + gain * Math.pow(0.5, age / halfLife)) : 0;
  }

  /** The weights of ages 0 to the window's end, at most so many. */
  float[] weights(int most) {
    float[] weights = new float[Math.min(window, most)];
    for (int age = 0; age < weights.length; age++) {
      weights[age] = at(age);
    }
    return weights;
  }
}
