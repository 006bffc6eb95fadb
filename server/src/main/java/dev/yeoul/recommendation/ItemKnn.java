package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Interactions.Columns;

/**
 * Item-based neighbours by cosine similarity with shrinkage (Sarwar et al. 2001, "Item-Based
 * Collaborative Filtering Recommendation Algorithms").
 *
 * @param neighbours kept of each item
 * @param shrinkage added to the denominator, at least 0: doubts pairs that few users took
 */
record ItemKnn(int neighbours, double shrinkage) implements Recipe {
  @Override
  public NeighbourModel train(Interactions data, Workers workers) {
    Columns columns = data.columns();
    double[] roots = new double[data.itemCount()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(columns.starts()[i + 1] - columns.starts()[i]);
    }
    return NeighbourModel.of(
        roots.length,
        neighbours,
        (item, sums) -> {
          for (int e = columns.starts()[item]; e < columns.starts()[item + 1]; e++) {
            int user = columns.user()[e];
            for (int p = data.starts[user]; p < data.starts[user + 1]; p++) {
              sums[data.item[p]]++;
            }
          }
          for (int j = 0; j < sums.length; j++) {
            sums[j] /= (float) (roots[item] * roots[j] + shrinkage + 1e-9);
          }
        },
        HistoryKernel.UNIFORM,
        workers);
  }
}
