package dev.yeoul.recommendation;

/**
 * A linear model over items: the score of item j is the sum of matrix[i][j] over the history's
 * items i, each times its strength and the kernel's weight for its age. Items outside of the core
 * score 0.
 */
final class ItemItemModel implements Model {
  private final Core core;
  private final float[] matrix;
  private final int offset;
  private final HistoryKernel kernel;

  /**
   * Over a matrix that it keeps.
   *
   * @param matrix row-major, core by core; row and column c stand for core.items()[c]
   */
  ItemItemModel(Core core, float[] matrix, HistoryKernel kernel) {
    this(core, matrix, 0, kernel);
  }

  /** Over a part of an array, from the offset on. */
  ItemItemModel(Core core, float[] matrix, int offset, HistoryKernel kernel) {
    this.core = core;
    this.matrix = matrix;
    this.offset = offset;
    this.kernel = kernel;
  }

  /** The same matrix over histories that are weighted otherwise. */
  ItemItemModel with(HistoryKernel other) {
    return new ItemItemModel(core, matrix, offset, other);
  }

  @Override
  public void score(History history, float[] scores) {
    java.util.Arrays.fill(scores, 0);
    addTo(history, scores);
  }

  /** Adds to scores instead of overwriting them. */
  void addTo(History history, float[] scores) {
    float[] sums = core.isWhole() ? scores : new float[core.size()];
    int size = history.size();
    for (int age = 0; age < Math.min(size, kernel.window()); age++) {
      int event = size - 1 - age;
      int place = core.place()[history.items()[event]];
      if (place >= 0) {
        float weight = kernel.at(age) * History.strength(history.weights()[event]);
        addRow(sums, matrix, offset + place * core.size(), weight);
      }
    }
    if (!core.isWhole()) {
      for (int c = 0; c < sums.length; c++) {
        scores[core.items()[c]] += sums[c];
      }
    }
  }

  HistoryKernel kernel() {
    return kernel;
  }

  /**
   * The entries of each item's row that are farthest from 0.
   *
   * @param most entries a row
   */
  SparseRows pruned(int most, Workers workers) {
    int[] place = core.place();
    return SparseRows.strongest(
        place.length,
        most,
        (item, sums) -> {
          if (place[item] >= 0) {
            int row = offset + place[item] * core.size();
            for (int c = 0; c < core.size(); c++) {
              sums[core.items()[c]] = matrix[row + c];
            }
          }
        },
        workers);
  }

  private static void addRow(float[] scores, float[] matrix, int at, float weight) {
    for (int j = 0; j < scores.length; j++) {
      scores[j] += weight * matrix[at + j];
    }
  }
}
