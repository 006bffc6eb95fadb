package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Interactions.Columns;

/**
 * EASE: the item-item matrix B with a zero diagonal that minimizes |X - XB|^2 + lambda |B|^2, in
 * closed form B = I - P / diag(P) with P = (X'X + lambda I)^-1 (Steck 2019, "Embarrassingly Shallow
 * Autoencoders for Sparse Data"). With dropout p each event of a history is hidden with probability
 * p in training, in expectation: p / (1 - p) of X'X's diagonal is added to the penalty (Steck 2020,
 * "Autoencoders that don't overfit towards the Identity"), which suits short histories.
 *
 * @param lambda the penalty, above 0
 * @param dropout p, from 0 to below 1
 * @param userPower a user of n events counts n^-userPower, scaled so that lambda means the same
 * @param mostItems of more items those with the most users are modelled
 */
record Ease(double lambda, double dropout, double userPower, int mostItems) implements Recipe {
  /** What a dense matrix may have: it takes 4 bytes times the square, twice in training. */
  static final int MOST_ITEMS = 20_000;

  /** A plain one whose penalty suits the number of events: 300 for a million. */
  static Ease suiting(Interactions interactions, int mostItems) {
    double lambda = 300 * Math.sqrt(interactions.size() / 1e6);
    return new Ease(Math.max(1, Math.round(lambda)), 0, 0, mostItems);
  }

  Ease withLambda(double other) {
    return new Ease(other, dropout, userPower, mostItems);
  }

  Ease withDropout(double other) {
    return new Ease(lambda, other, userPower, mostItems);
  }

  Ease withUserPower(double other) {
    return new Ease(lambda, dropout, other, mostItems);
  }

  Ease withMostItems(int other) {
    return new Ease(lambda, dropout, userPower, other);
  }

  @Override
  public ItemItemModel train(Interactions interactions, Workers workers) {
    return train(interactions, Core.of(interactions, mostItems), workers);
  }

  /** Of these items only. */
  ItemItemModel train(Interactions interactions, Core core, Workers workers) {
    int n = core.size();
    float[] gram = gram(interactions, core, workers);
    double share = dropout / (1 - dropout);
    for (int i = 0; i < n; i++) {
      float diagonal = gram[i * n + i];
      gram[i * n + i] = (float) (diagonal + lambda + share * diagonal);
    }
    float[] inverse = Cholesky.of(n, gram, workers).inverse();
    float[] scale = new float[n];
    for (int j = 0; j < n; j++) {
      scale[j] = -1 / inverse[j * n + j];
    }
    workers.each(
        n,
        i -> {
          for (int j = 0; j < n; j++) {
            inverse[i * n + j] *= scale[j];
          }
          inverse[i * n + i] = 0;
        });
    return new ItemItemModel(core, inverse, HistoryKernel.UNIFORM);
  }

  /** The lower triangle of X'X with the users' weights. */
  private float[] gram(Interactions interactions, Core core, Workers workers) {
    int n = core.size();
    float[] gram = new float[n * n];
    float[] strength = interactions.strengths();
    float[] userWeight = new float[interactions.userCount()];
    double plain = 0;
    double weighted = 0;
    for (int u = 0; u < userWeight.length; u++) {
      double length = Math.max(1, interactions.length(u));
      double weight = Math.pow(length, -userPower);
      userWeight[u] = (float) weight;
      plain += length * length;
      weighted += length * length * weight;
    }
    for (int u = 0; u < userWeight.length; u++) {
      userWeight[u] *= (float) (plain / weighted);
    }
    Columns columns = interactions.columns();
    int[] place = core.place();
    workers.blocks(
        n,
        16,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            int item = core.items()[i];
            for (int e = columns.starts()[item]; e < columns.starts()[item + 1]; e++) {
              int user = columns.user()[e];
              float weight = strength[columns.position()[e]] * userWeight[user];
              for (int p = interactions.starts[user]; p < interactions.starts[user + 1]; p++) {
                int other = place[interactions.item[p]];
                if (other >= 0 && other <= i) {
                  gram[i * n + other] += weight * strength[p];
                }
              }
            }
          }
        });
    return gram;
  }
}
