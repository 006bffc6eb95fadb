package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * The best items of a user, best first.
 *
 * @param items at most as many as were asked for, fewer where fewer may be ranked
 * @param scores one an item
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ranking(int[] items, float[] scores) {
  /**
   * Ranks by score. Among equal scores true items come last, so that no model gains by ties, then
   * the lower index comes first.
   *
   * @param scores one an item; NaN and infinities are not allowed
   * @param excluded items that may not be ranked
   * @param truth the user's true items
   * @param most how many places
   */
  static Ranking of(float[] scores, int[] excluded, Truth.Items truth, int most) {
    boolean[] out = new boolean[scores.length];
    for (int item : excluded) {
      out[item] = true;
    }
    boolean[] wanted = new boolean[scores.length];
    for (int item : truth.known()) {
      wanted[item] = true;
    }
    long[] heap = new long[Math.min(most, scores.length)];
    int size = 0;
    for (int item = 0; item < scores.length; item++) {
      if (out[item]) {
        continue;
      }
      long key = key(scores[item], wanted[item], item);
      if (size < heap.length) {
        heap[size++] = key;
        up(heap, size - 1);
      } else if (size > 0 && key > heap[0]) {
        heap[0] = key;
        down(heap, size);
      }
    }
    return sorted(scores, Arrays.copyOf(heap, size));
  }

  /** Larger keys rank higher: 32 bits of score, 1 for items that are not true, 31 of the index. */
  private static long key(float score, boolean wanted, int item) {
    int bits = Float.floatToIntBits(score + 0f); // -0 becomes 0
    int rising = bits < 0 ? ~bits ^ 0x80000000 : bits;
    return (long) rising << 32 | (wanted ? 0L : 1L << 31) | (Integer.MAX_VALUE - item);
  }

  private static Ranking sorted(float[] scores, long[] keys) {
    Arrays.sort(keys);
    int[] items = new int[keys.length];
    float[] ranked = new float[keys.length];
    for (int i = 0; i < keys.length; i++) {
      items[i] = Integer.MAX_VALUE - (int) (keys[keys.length - 1 - i] & Integer.MAX_VALUE);
      ranked[i] = scores[items[i]];
    }
    return new Ranking(items, ranked);
  }

  private static void up(long[] heap, int at) {
    while (at > 0 && heap[(at - 1) / 2] > heap[at]) {
      long swapped = heap[at];
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
      heap[at] = swapped;
    }
  }

  private static void down(long[] heap, int size) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[at] <= heap[child]) {
        return;
      }
      long swapped = heap[at];
      heap[at] = heap[child];
      heap[child] = swapped;
      at = child;
    }
  }

  /** Where the true items stand. */
  Hits hits(Truth.Items truth) {
    int[] ranks = new int[Math.min(items.length, truth.known().length)];
    int found = 0;
    for (int i = 0; i < items.length; i++) {
      if (truth.contains(items[i])) {
        ranks[found++] = i + 1;
      }
    }
    return new Hits(Arrays.copyOf(ranks, found), truth.size());
  }
}
