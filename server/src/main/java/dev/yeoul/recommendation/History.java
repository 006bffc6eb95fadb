package dev.yeoul.recommendation;

/**
 * What one viewer took, in the order of time, oldest first.
 *
 * @param items distinct indexes of the training items
 * @param weights positive, one an item
 * @param times one an item, never falling
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record History(int[] items, float[] weights, double[] times) {
  static final History EMPTY = new History(new int[0], new float[0], new double[0]);

  int size() {
    return items.length;
  }

  boolean isEmpty() {
    return items.length == 0;
  }

  /** The latest events, at most so many. */
  History latest(int most) {
    if (most >= items.length) {
      return this;
    }
    int from = items.length - most;
    return new History(
        java.util.Arrays.copyOfRange(items, from, items.length),
        java.util.Arrays.copyOfRange(weights, from, items.length),
        java.util.Arrays.copyOfRange(times, from, items.length));
  }

  /**
   * How much an event counts in a sum over a history: 1 for a weight of 1, and less than
   * proportionally more for heavier ones, so that one series watched forty times is not forty
   * opinions.
   */
  static float strength(float weight) {
    return weight == 1 ? 1 : (float) (Math.log1p(weight) / Math.log(2));
  }
}
