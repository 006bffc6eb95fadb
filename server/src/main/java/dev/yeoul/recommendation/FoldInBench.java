package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ServedBlend.Layer;
import dev.yeoul.recommendation.ServedBlend.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a viewer's ranking costs at request time: the history is folded into the model and all items
 * are ranked, on one thread. The model has the parts and the size of one that nodes hold, and
 * made-up entries: at random over all items, which is the worst for a processor's caches.
 */
final class FoldInBench {
  private static final int ITEMS = 20_000;
  private static final int HISTORIES = 5_000;

  /** Entries of a row. */
  private static final int ENTRIES = 100;

  /** Nodes rank so many titles for a page. */
  private static final int PLACES = 1_000;

  private static final int SHORTEST = 5;
  private static final int LONGEST = 500;
  private static final int MEDIAN = 30;
  private static final long SEED = 1;

  /** As EASE, recency EASE, the sequence ridge's fast and slow half, and transitions have them. */
  private static final List<HistoryKernel> PARTS =
      List.of(
          HistoryKernel.UNIFORM,
          new HistoryKernel(0.1, 1, 20, 400),
          new HistoryKernel(0, 1, 0.7, 8),
          new HistoryKernel(0.05, 1, 10, 80),
          new HistoryKernel(0, 1, 0.5, 5));

  private final int items;
  private final List<History> histories;

  FoldInBench() {
    this(ITEMS, HISTORIES);
  }

  /**
   * With another size.
   *
   * @param items at least 10
   */
  FoldInBench(int items, int howMany) {
    this.items = items;
    this.histories = histories(items, howMany);
  }

  /** Milliseconds of each ranking, rising. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Times(int items, double[] millis) {
    /** The one that this share stays within, 1 to 100. */
    double at(int percent) {
      return millis[(int) Math.ceil(millis.length * percent / 100.0) - 1];
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "fold-in and ranking of %,d items, one thread, %,d histories of %d to %d:"
              + " p50 %.2f ms, p99 %.2f ms, longest %.2f ms",
          items,
          millis.length,
          SHORTEST,
          LONGEST,
          at(50),
          at(99),
          at(100));
    }
  }

  List<History> histories() {
    return histories;
  }

  /** Ranks for every history, once to get warm and once for the clock. */
  Times run(Workers workers) {
    Model model = model(workers);
    rank(model);
    double[] millis = rank(model);
    Arrays.sort(millis);
    return new Times(items, millis);
  }

  private double[] rank(Model model) {
    double[] millis = new double[histories.size()];
    for (int i = 0; i < millis.length; i++) {
      History history = histories.get(i);
      long started = System.nanoTime();
      float[] scores = new float[items];
      model.score(history, scores);
      Ranking ranking = Ranking.of(scores, history.items(), Truth.Items.NONE, PLACES);
      millis[i] = (System.nanoTime() - started) / 1e6;
      if (ranking.items().length != Math.min(PLACES, items - history.size())) {
        throw new IllegalStateException("not everything was ranked");
      }
    }
    return millis;
  }

  /** One as nodes hold it, with entries by chance. */
  private ServedBlend model(Workers workers) {
    List<Part> parts = new ArrayList<>();
    for (HistoryKernel kernel : PARTS) {
      int part = parts.size();
      SparseRows rows =
          SparseRows.largest(items, ENTRIES, (item, sums) -> fill(part, item, sums), workers);
      parts.add(new Part(List.of(new Layer(rows, kernel, true)), 1));
    }
    float[] popular = new float[items];
    for (int i = 0; i < items; i++) {
      popular[i] = 1f / (i + 1);
    }
    return new ServedBlend(parts, 1, popular);
  }

  private void fill(int part, int item, float[] sums) {
    SplittableRandom random = new SplittableRandom(SEED + (long) part * items + item);
    for (int entry = 0; entry < ENTRIES; entry++) {
      sums[random.nextInt(items)] += 0.01f + (float) random.nextDouble();
    }
  }

  private static List<History> histories(int items, int howMany) {
    SplittableRandom random = new SplittableRandom(SEED);
    int longest = Math.min(LONGEST, items / 2);
    List<History> histories = new ArrayList<>(howMany);
    for (int i = 0; i < howMany; i++) {
      long drawn = Math.round(MEDIAN * Math.exp(random.nextGaussian()));
      int size = Math.clamp(drawn, SHORTEST, longest);
      Set<Integer> chosen = new LinkedHashSet<>();
      while (chosen.size() < size) {
        chosen.add(random.nextInt(items));
      }
      histories.add(history(chosen.stream().mapToInt(Integer::intValue).toArray()));
    }
    return histories;
  }

  private static History history(int[] taken) {
    float[] weights = new float[taken.length];
    double[] times = new double[taken.length];
    Arrays.fill(weights, 1);
    Arrays.setAll(times, event -> event);
    return new History(taken, weights, times);
  }
}
