package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * An item-item matrix of which only some entries of each row are kept, in flat arrays.
 *
 * @param starts row i is entries starts[i] to starts[i + 1] - 1; length items + 1
 * @param targets the column of each entry
 * @param values the value of each entry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SparseRows(int[] starts, int[] targets, float[] values) {
  private static final int[] NONE = {};

  /** Makes one row of the whole matrix. */
  interface RowSums {
    /**
     * Of item i.
     *
     * @param sums zeros, one an item; to be filled
     */
    void fill(int item, float[] sums);
  }

  /**
   * Makes all rows and keeps the largest positive entries of each, the largest first, without the
   * diagonal.
   *
   * @param most entries a row
   */
  static SparseRows largest(int items, int most, RowSums rows, Workers workers) {
    return kept(items, most, rows, SparseRows::besideDiagonal, workers);
  }

  /**
   * Makes all rows and keeps the entries of each that are farthest from 0, the farthest first. The
   * diagonal is among them: what was watched is not ranked, but it is a part of the deviation that
   * scores are divided by.
   *
   * @param most entries a row
   */
  static SparseRows strongest(int items, int most, RowSums rows, Workers workers) {
    return kept(items, most, rows, SparseRows::magnitudes, workers);
  }

  private interface Strength {
    float[] of(int item, float[] sums);
  }

  private static float[] besideDiagonal(int item, float[] sums) {
    sums[item] = 0;
    return sums;
  }

  private static float[] magnitudes(int item, float[] sums) {
    float[] magnitudes = new float[sums.length];
    for (int j = 0; j < sums.length; j++) {
      magnitudes[j] = Math.abs(sums[j]);
    }
    return magnitudes;
  }

  private static SparseRows kept(
      int items, int most, RowSums rows, Strength strength, Workers workers) {
    int[][] targets = new int[items][];
    float[][] values = new float[items][];
    workers.blocks(
        items,
        32,
        (from, end) -> {
          float[] sums = new float[items];
          for (int i = from; i < end; i++) {
            Arrays.fill(sums, 0);
            rows.fill(i, sums);
            Ranking best = Ranking.of(strength.of(i, sums), NONE, Truth.Items.NONE, most);
            int count = 0;
            while (count < best.items().length && best.scores()[count] > 0) {
              count++;
            }
            targets[i] = Arrays.copyOf(best.items(), count);
            values[i] = new float[count];
            for (int e = 0; e < count; e++) {
              values[i][e] = sums[targets[i][e]];
            }
          }
        });
    return joined(targets, values);
  }

  private static SparseRows joined(int[][] rowTargets, float[][] rowValues) {
    int[] starts = new int[rowTargets.length + 1];
    for (int i = 0; i < rowTargets.length; i++) {
      starts[i + 1] = starts[i] + rowTargets[i].length;
    }
    int[] targets = new int[starts[rowTargets.length]];
    float[] values = new float[targets.length];
    for (int i = 0; i < rowTargets.length; i++) {
      System.arraycopy(rowTargets[i], 0, targets, starts[i], rowTargets[i].length);
      System.arraycopy(rowValues[i], 0, values, starts[i], rowValues[i].length);
    }
    return new SparseRows(starts, targets, values);
  }

  int items() {
    return starts.length - 1;
  }

  /** Adds a multiple of a row. */
  void addRow(int item, float weight, float[] scores) {
    for (int e = starts[item]; e < starts[item + 1]; e++) {
      scores[targets[e]] += weight * values[e];
    }
  }

  /** The same with at most so many entries a row: the first ones. */
  SparseRows first(int most) {
    int[][] rowTargets = new int[items()][];
    float[][] rowValues = new float[items()][];
    for (int i = 0; i < rowTargets.length; i++) {
      int end = Math.min(starts[i + 1], starts[i] + most);
      rowTargets[i] = Arrays.copyOfRange(targets, starts[i], end);
      rowValues[i] = Arrays.copyOfRange(values, starts[i], end);
    }
    return joined(rowTargets, rowValues);
  }

  /** What it holds in memory. */
  long bytes() {
    return 4L * (starts.length + targets.length + values.length);
  }
}
