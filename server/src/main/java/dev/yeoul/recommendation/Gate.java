package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Viewers by whom models are judged: what they had watched up to a moment is shown, what they
 * watched after it is to be found.
 *
 * @param before all events up to the moment, with weights as they are at it; what a candidate may
 *     be trained on
 * @param users those with a history before the moment and an event after it
 * @param truths what each of them watched after it, as items of the data
 */
record Gate(Interactions before, List<Integer> users, List<Truth.Items> truths) {
  /** With fewer viewers nothing is judged. */
  static final int LEAST_VIEWERS = 200;

  /** More would make the estimate hardly better. */
  private static final int MOST_VIEWERS = 20_000;

  /** How much worse than the model in service a candidate may be, at 95 % confidence. */
  private static final double TOLERANCE = -0.02;

  private static final double NORMAL_95 = 1.96;

  /** Where rankings are cut: NDCG at the first, recall, coverage and novelty at the second. */
  static final int K = 10;

  static final int RECALL_K = 20;

  /**
   * Splits the data.
   *
   * @param moment in seconds; events at it are before
   */
  static Gate at(Interactions data, double moment) {
    BitSet kept = new BitSet(data.size());
    List<Integer> users = new ArrayList<>();
    for (int user = 0; user < data.userCount(); user++) {
      int end = end(data, user, moment);
      kept.set(data.starts[user], end);
      if (end > data.starts[user] && end < data.starts[user + 1]) {
        users.add(user);
      }
    }
    List<Integer> chosen = atMost(users);
    List<Truth.Items> truths =
        chosen.stream().map(user -> truth(data, user, end(data, user, moment))).toList();
    return new Gate(ViewingWeights.aged(data.keeping(kept)), chosen, truths);
  }

  private static int end(Interactions data, int user, double moment) {
    int end = data.starts[user + 1];
    while (end > data.starts[user] && data.time[end - 1] > moment) {
      end--;
    }
    return end;
  }

  /** Evenly taken of the users, who stand in the order of their ids as texts. */
  private static List<Integer> atMost(List<Integer> users) {
    int size = Math.min(users.size(), MOST_VIEWERS);
    return IntStream.range(0, size)
        .mapToObj(i -> users.get((int) ((long) i * users.size() / size)))
        .toList();
  }

  private static Truth.Items truth(Interactions data, int user, int from) {
    int[] items = IntStream.range(from, data.starts[user + 1]).map(p -> data.item[p]).toArray();
    Arrays.sort(items);
    return new Truth.Items(items, items.length);
  }

  boolean hasEnough() {
    return users.size() >= LEAST_VIEWERS;
  }

  /**
   * A model's measures.
   *
   * @param ndcg of each viewer
   * @param recall mean over viewers
   * @param coverage the share of the model's items that anybody was shown
   * @param novelty mean of what is shown, in bits: -log2 of the share of viewers who had watched it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Measured(double[] ndcg, double recall, double coverage, double novelty) {
    double mean() {
      return Arrays.stream(ndcg).average().orElse(0);
    }
  }

  /** Ranks everything that each viewer had not watched; the model has the data's items. */
  Measured measure(Model model, Workers workers) {
    return measure(model, IntStream.range(0, before.itemCount()).toArray(), workers);
  }

  /** The same with a model that has other items; what it does not know it can't find. */
  Measured measure(ServedModel model, Workers workers) {
    int[] itemOf =
        IntStream.range(0, before.itemCount())
            .map(item -> model.item(Long.parseLong(before.items.name(item))))
            .toArray();
    return measure(model, model.size(), itemOf, workers);
  }

  private Measured measure(Model model, int[] itemOf, Workers workers) {
    return measure(model, itemOf.length, itemOf, workers);
  }

  private Measured measure(Model model, int size, int[] itemOf, Workers workers) {
    double[] ndcg = new double[users.size()];
    double[] recall = new double[users.size()];
    double[] novelty = new double[users.size()];
    int[][] shown = new int[users.size()][];
    double[] bits = bits(size, itemOf);
    workers.blocks(
        users.size(),
        16,
        (from, end) -> {
          float[] scores = new float[size];
          for (int i = from; i < end; i++) {
            History history = translated(before.history(users.get(i)), itemOf);
            Truth.Items truth = translated(truths.get(i), itemOf);
            model.score(history, scores);
            Ranking ranking = Ranking.of(scores, history.items(), truth, RECALL_K);
            Hits hits = ranking.hits(truth);
            ndcg[i] = hits.ndcg(K);
            recall[i] = hits.recall(RECALL_K);
            shown[i] = ranking.items();
            novelty[i] =
                IntStream.of(ranking.items()).mapToDouble(j -> bits[j]).average().orElse(0);
          }
        });
    BitSet all = new BitSet(size);
    for (int[] items : shown) {
      IntStream.of(items).forEach(all::set);
    }
    return new Measured(
        ndcg,
        Arrays.stream(recall).average().orElse(0),
        (double) all.cardinality() / Math.max(1, size),
        Arrays.stream(novelty).average().orElse(0));
  }

  private double[] bits(int size, int[] itemOf) {
    double[] viewers = new double[size];
    for (int item : before.item) {
      if (itemOf[item] >= 0) {
        viewers[itemOf[item]]++;
      }
    }
    double all = Math.max(1, before.userCount());
    return Arrays.stream(viewers)
        .map(count -> -Math.log((count + 1) / (all + 1)) / Math.log(2))
        .toArray();
  }

  private static History translated(History history, int[] itemOf) {
    int[] known =
        IntStream.range(0, history.size()).filter(e -> itemOf[history.items()[e]] >= 0).toArray();
    int[] items = new int[known.length];
    float[] weights = new float[known.length];
    double[] times = new double[known.length];
    for (int e = 0; e < known.length; e++) {
      items[e] = itemOf[history.items()[known[e]]];
      weights[e] = history.weights()[known[e]];
      times[e] = history.times()[known[e]];
    }
    return new History(items, weights, times);
  }

  private static Truth.Items translated(Truth.Items truth, int[] itemOf) {
    int[] known =
        IntStream.of(truth.known())
            .map(item -> itemOf[item])
            .filter(i -> i >= 0)
            .sorted()
            .toArray();
    return new Truth.Items(known, truth.size());
  }

  /**
   * The lower end of the 95 % interval of the mean difference, viewer by viewer, as a share of the
   * model in service's mean.
   *
   * @return 0 where the model in service finds nothing
   */
  static double lowerBound(double[] candidate, double[] inService) {
    double mean = 0;
    double base = 0;
    int n = candidate.length;
    for (int i = 0; i < n; i++) {
      mean += (candidate[i] - inService[i]) / n;
      base += inService[i] / n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = candidate[i] - inService[i] - mean;
      squares += off * off;
    }
    double error = n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
    return base > 0 ? (mean - NORMAL_95 * error) / base : 0;
  }

  /**
   * The rule.
   *
   * @param candidate NDCG by viewer
   * @param popular the same viewers' with popularity alone
   * @param inService the same viewers' with the model in service; empty where there is none
   */
  static Verdict verdict(double[] candidate, double[] popular, double[] inService) {
    if (candidate.length < LEAST_VIEWERS) {
      return Verdict.NOT_JUDGED;
    }
    double mean = Arrays.stream(candidate).average().orElse(0);
    if (mean < Arrays.stream(popular).average().orElse(0)) {
      return Verdict.REFUSED;
    }
    boolean worse = inService.length > 0 && lowerBound(candidate, inService) < TOLERANCE;
    return worse ? Verdict.REFUSED : Verdict.PUBLISHED;
  }
}
