package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** Collects users' measures at several k: their means, standard errors, and the coverage. */
final class Scores {
  private final List<Cell> cells = new ArrayList<>();
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

  /** A measure at one k. */
  private record Cell(Measure measure, int k, Mean mean) {}

  Scores(List<Integer> cutoffs) {
    for (Measure measure : Measure.values()) {
      cutoffs.forEach(k -> cells.add(new Cell(measure, k, new Mean())));
    }
    cutoffs.forEach(k -> shown.put(k, new BitSet()));
  }

  /** Adds a user, who counts in the means with a truth alone, and in the coverage anyway. */
  void add(Ranking ranking, Truth.Items truth) {
    if (truth.size() > 0) {
      measure(ranking.hits(truth));
    }
    shown.forEach((k, items) -> {
      for (int i = 0; i < Math.min(k, ranking.items().length); i++) {
        items.set(ranking.items()[i]);
      }
    });
  }

  private void measure(Hits hits) {
    users++;
    for (Cell cell : cells) {
      cell.mean().add(cell.measure().of.applyAsDouble(hits, cell.k()));
    }
  }

  /** Those with a truth. */
  int users() {
    return users;
  }

  /** By name, such as ndcg@10. */
  Map<String, Estimate> estimates() {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    for (Cell cell : cells) {
      estimates.put(cell.measure().label + "@" + cell.k(), cell.mean().estimate());
    }
    return estimates;
  }

  /** At each k the share of the items that is among somebody's first k. */
  Map<Integer, Double> coverage(int items) {
    Map<Integer, Double> coverage = new LinkedHashMap<>();
    shown.forEach((k, set) -> coverage.put(k, (double) set.cardinality() / items));
    return coverage;
  }
}
