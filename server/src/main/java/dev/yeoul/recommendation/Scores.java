package dev.yeoul.recommendation;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** Collects users' measures at several k: their means, standard errors, and the coverage. */
final class Scores {
  private final List<Integer> cutoffs;
  private final Map<String, Mean> means = new LinkedHashMap<>();
  private final Map<Integer, BitSet> shown = new LinkedHashMap<>();
  private int users;

  /**
   * A mean over users.
   *
   * @param standardError of the mean, from the sample's deviation; 0 for fewer than two users
   */
  record Estimate(double mean, double standardError) {}

  @SuppressWarnings("ImmutableEnumChecker") // each is a method and holds nothing
  private enum Measure {
    NDCG("ndcg", Hits::ndcg),
    RECALL("recall", Hits::recall),
    RECALL_FULL("recall_full", Hits::recallFull),
    HIT_RATE("hit_rate", Hits::hitRate),
    MRR("mrr", Hits::reciprocalRank);

    private final String label;
    private final ToDoubleBiFunction<Hits, Integer> of;

    Measure(String label, ToDoubleBiFunction<Hits, Integer> of) {
      this.label = label;
      this.of = of;
    }
  }

  /** A running mean and sum of squared deviations (Welford 1962). */
  private static final class Mean {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    Estimate estimate() {
      return new Estimate(mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count));
    }
  }

  Scores(List<Integer> cutoffs) {
    this.cutoffs = cutoffs;
    for (Measure measure : Measure.values()) {
      cutoffs.forEach(k -> means.put(measure.label + "@" + k, new Mean()));
    }
    cutoffs.forEach(k -> shown.put(k, new BitSet()));
  }

  /** Adds a user who has a truth. */
  void add(Ranking ranking, Truth.Items truth) {
    users++;
    Hits hits = ranking.hits(truth);
    for (Measure measure : Measure.values()) {
      for (int k : cutoffs) {
        mean(measure.label + "@" + k).add(measure.of.applyAsDouble(hits, k));
      }
    }
    shown.forEach((k, items) -> {
      for (int i = 0; i < Math.min(k, ranking.items().length); i++) {
        items.set(ranking.items()[i]);
      }
    });
  }

  private Mean mean(String name) {
    return means.computeIfAbsent(name, missing -> new Mean());
  }

  int users() {
    return users;
  }

  /** By name, such as ndcg@10. */
  Map<String, Estimate> estimates() {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    means.forEach((name, mean) -> estimates.put(name, mean.estimate()));
    return estimates;
  }

  /** At each k the share of the items that is among somebody's first k. */
  Map<Integer, Double> coverage(int items) {
    Map<Integer, Double> coverage = new LinkedHashMap<>();
    shown.forEach((k, set) -> coverage.put(k, (double) set.cardinality() / items));
    return coverage;
  }
}
