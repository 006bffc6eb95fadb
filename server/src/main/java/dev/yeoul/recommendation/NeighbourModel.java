package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * An item-item model of which only the strongest entries of each row are kept: the score of item j
 * is the sum of the entries (i, j) over the history's items i, each times the kernel's weight for
 * its age.
 */
final class NeighbourModel implements Model {
  private final int[] starts;
  private final int[] targets;
  private final float[] values;
  private final HistoryKernel kernel;

  private NeighbourModel(int[] starts, int[] targets, float[] values, HistoryKernel kernel) {
    this.starts = starts;
    this.targets = targets;
    this.values = values;
    this.kernel = kernel;
  }

  /** Adds up one row of the matrix. */
  interface RowSums {
    /**
     * Of item i.
     *
     * @param sums zeros, one an item; to be filled
     */
    void fill(int item, float[] sums);
  }

  /**
   * Makes all rows and keeps the largest positive entries of each.
   *
   * @param most entries a row
   */
  static NeighbourModel of(
      int items, int most, RowSums rows, HistoryKernel kernel, Workers workers) {
    int[][] kept = new int[items][];
    float[][] keptValues = new float[items][];
    workers.blocks(
        items,
        32,
        (from, end) -> {
          float[] sums = new float[items];
          for (int i = from; i < end; i++) {
            Arrays.fill(sums, 0);
            rows.fill(i, sums);
            Ranking strongest = Ranking.of(sums, new int[] {i}, Truth.Items.NONE, most);
            int positive = 0;
            while (positive < strongest.items().length && strongest.scores()[positive] > 0) {
              positive++;
            }
            kept[i] = Arrays.copyOf(strongest.items(), positive);
            keptValues[i] = Arrays.copyOf(strongest.scores(), positive);
          }
        });
    return joined(kept, keptValues, kernel);
  }

  private static NeighbourModel joined(int[][] kept, float[][] keptValues, HistoryKernel kernel) {
    int[] starts = new int[kept.length + 1];
    for (int i = 0; i < kept.length; i++) {
      starts[i + 1] = starts[i] + kept[i].length;
    }
    int[] targets = new int[starts[kept.length]];
    float[] values = new float[starts[kept.length]];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(kept[i], 0, targets, starts[i], kept[i].length);
      System.arraycopy(keptValues[i], 0, values, starts[i], kept[i].length);
    }
    return new NeighbourModel(starts, targets, values, kernel);
  }

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    int size = history.size();
    for (int age = 0; age < Math.min(size, kernel.window()); age++) {
      int item = history.items()[size - 1 - age];
      float weight = kernel.at(age);
      for (int e = starts[item]; e < starts[item + 1]; e++) {
        scores[targets[e]] += weight * values[e];
      }
    }
  }
}
