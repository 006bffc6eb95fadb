package dev.yeoul.recommendation;

import dev.yeoul.recommendation.SimilarTitles.Neighbour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Makes the table of similar titles of who watches them (cosine of two series' viewers, {@link
 * ItemKnn}) and of what is written about them. Both are divided by the best of the row; behaviour
 * counts n / (n + 20) for a series that n viewers watched, content counts 1.
 */
record SimilarTraining(TrainingData data, Workers workers) {
  /** Series that have a row. */
  static final int ROWS = 20_000;

  /** Neighbours of each. */
  static final int NEIGHBOURS = 30;

  /** So many viewers say as much as the text does, half of the way. */
  private static final double DOUBT = 20;

  /** Cosines of pairs that few watched are doubted likewise. */
  private static final double SHRINKAGE = 10;

  /** The series that get a row: those with the most viewers, then the newest. */
  Set<Long> rows() {
    Interactions seen = data.interactions();
    int[] starts = seen.columns().starts();
    Set<Long> rows = new LinkedHashSet<>();
    IntStream.range(0, seen.itemCount())
        .boxed()
        .sorted(Comparator.comparingInt(item -> starts[item] - starts[item + 1]))
        .limit(ROWS)
        .forEach(item -> rows.add(Long.parseLong(seen.items.name(item))));
    for (int i = data.live().length - 1; i >= 0 && rows.size() < ROWS; i--) {
      rows.add(data.live()[i]);
    }
    return rows;
  }

  /**
   * The table.
   *
   * @param content neighbours by series id
   */
  SimilarTitles titles(Set<Long> rows, LongFunction<List<Neighbour>> content) {
    Interactions seen = data.interactions();
    int[] starts = seen.columns().starts();
    SparseRows cosines = new ItemKnn(2 * NEIGHBOURS, SHRINKAGE).train(seen, workers).rows();
    SortedMap<Long, List<Neighbour>> table = new TreeMap<>();
    for (long series : rows) {
      int item = seen.items.index(Long.toString(series));
      List<Neighbour> behaviour = item < 0 ? List.of() : neighbours(cosines, item);
      double viewers = item < 0 ? 0 : starts[item + 1] - starts[item];
      List<Neighbour> row = blended(behaviour, viewers / (viewers + DOUBT), content.apply(series));
      if (!row.isEmpty()) {
        table.put(series, row);
      }
    }
    return SimilarTitles.of(table);
  }

  private List<Neighbour> neighbours(SparseRows cosines, int item) {
    List<Neighbour> row = new ArrayList<>();
    for (int e = cosines.starts()[item]; e < cosines.starts()[item + 1]; e++) {
      String name = data.interactions().items.name(cosines.targets()[e]);
      row.add(new Neighbour(Long.parseLong(name), cosines.values()[e]));
    }
    return row;
  }

  private List<Neighbour> blended(
      List<Neighbour> behaviour, double share, List<Neighbour> content) {
    Map<Long, Double> sums = new HashMap<>();
    add(behaviour, share, sums);
    add(content, 1, sums);
    return sums.entrySet().stream()
        .filter(entry -> Arrays.binarySearch(data.live(), entry.getKey()) >= 0)
        .sorted(
            Map.Entry.<Long, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(NEIGHBOURS)
        .map(entry -> new Neighbour(entry.getKey(), (float) (entry.getValue() / (1 + share))))
        .toList();
  }

  /** Adds scores as shares of the best one. */
  private static void add(List<Neighbour> row, double weight, Map<Long, Double> sums) {
    double best = row.stream().mapToDouble(Neighbour::score).max().orElse(1);
    row.forEach(neighbour ->
        sums.merge(neighbour.seriesId(), weight * neighbour.score() / best, Double::sum));
  }
}
