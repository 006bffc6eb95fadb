package dev.yeoul.recommendation;

/**
 * For an event under one kernel and a later one under another: the products of their two weights,
 * summed over the rows in whose history both are.
 */
final class CorrelationTable {
  private final int window;
  private final int width;

  /** At distance * width + rows: the sum over the first so many rows after the later event. */
  private final float[] sums;

  /** Of kernels with finite windows. */
  CorrelationTable(HistoryKernel ofEarlier, HistoryKernel ofLater) {
    window = ofEarlier.window();
    width = Math.min(window, ofLater.window()) + 1;
    sums = new float[window * width];
    for (int distance = 0; distance < window; distance++) {
      double sum = 0;
      for (int age = 0; age + 1 < width; age++) {
        sum += (double) ofEarlier.at(age + distance) * ofLater.at(age);
        sums[distance * width + age + 1] = (float) sum;
      }
    }
  }

  /** Distances of at least this many events make 0. */
  int window() {
    return window;
  }

  /**
   * Over rows number from (inclusive) to end (exclusive) after the later event.
   *
   * @param distance events from the earlier to the later one, 0 to window - 1
   */
  float sum(int distance, int from, int end) {
    int at = distance * width;
    return sums[at + Math.min(end, width - 1)] - sums[at + Math.min(from, width - 1)];
  }
}
