package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * An item-item model of which only the strongest entries of each row are kept: the score of item j
 * is the sum of the entries (i, j) over the history's items i, each times the kernel's weight for
 * its age.
 */
record NeighbourModel(SparseRows rows, HistoryKernel kernel) implements Model {
  /**
   * Makes all rows and keeps the largest positive entries of each.
   *
   * @param most entries a row
   */
  static NeighbourModel of(
      int items, int most, SparseRows.RowSums rows, HistoryKernel kernel, Workers workers) {
    return new NeighbourModel(SparseRows.largest(items, most, rows, workers), kernel);
  }

  @Override
  public void score(History history, float[] scores) {
    Arrays.fill(scores, 0);
    int size = history.size();
    for (int age = 0; age < Math.min(size, kernel.window()); age++) {
      rows.addRow(history.items()[size - 1 - age], kernel.at(age), scores);
    }
  }
}
