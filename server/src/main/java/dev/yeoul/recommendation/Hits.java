package dev.yeoul.recommendation;

/**
 * Where a user's true items stand in a ranking, and the measures of it.
 *
 * @param ranks 1 for the best, rising, as far as the ranking was looked at
 * @param wanted how many true items there are, found or not; at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Hits(int[] ranks, int wanted) {
  /** The normalized discounted cumulative gain, binary, at k (Jarvelin and Kekalainen 2002). */
  double ndcg(int k) {
    double gain = 0;
    for (int rank : ranks) {
      gain += rank <= k ? discount(rank) : 0;
    }
    double ideal = 0;
    for (int rank = 1; rank <= Math.min(k, wanted); rank++) {
      ideal += discount(rank);
    }
    return gain / ideal;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1);
  }

  /** The share of what could be found in k places. */
  double recall(int k) {
    return (double) within(k) / Math.min(k, wanted);
  }

  /** The share of all true items. */
  double recallFull(int k) {
    return (double) within(k) / wanted;
  }

  /** 1 if any true item is within k. */
  double hitRate(int k) {
    return within(k) > 0 ? 1 : 0;
  }

  /** One over the first true item's rank, 0 beyond k. */
  double reciprocalRank(int k) {
    return within(k) > 0 ? 1.0 / ranks[0] : 0;
  }

  private int within(int k) {
    int count = 0;
    while (count < ranks.length && ranks[count] <= k) {
      count++;
    }
    return count;
  }
}
