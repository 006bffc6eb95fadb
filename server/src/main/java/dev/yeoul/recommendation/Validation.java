package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Situation.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures models on held-out cases. The figure is the mean NDCG at one k; of two tasks it is the
 * geometric mean of both, so that a per cent of the harder one counts as much as of the other.
 */
final class Validation {
  private final Interactions fit;
  private final List<Case> cases = new ArrayList<>();

  /** Where each task's cases end. */
  private final List<Integer> ends = new ArrayList<>();

  private final int k;
  private final boolean excludeSeen;
  private final Workers workers;

  Validation(Holdout holdout, int k, boolean excludeSeen, Workers workers) {
    fit = holdout.fit();
    this.k = k;
    this.excludeSeen = excludeSeen;
    this.workers = workers;
    for (List<Case> set : holdout.cases().values()) {
      cases.addAll(set);
      if (!set.isEmpty()) {
        ends.add(cases.size());
      }
    }
  }

  /** Which k stands for a task where rankings are cut at these. */
  static int cutoff(List<Integer> cutoffs, Situation situation) {
    // the literature's: 100 for new users (Liang et al. 2018), 10 for what comes next
    int wanted = situation.tasks().stream().anyMatch(Task::isUnseen) ? 100 : 10;
    return cutoffs.stream()
        .min((a, b) -> Integer.compare(Math.abs(a - wanted), Math.abs(b - wanted)))
        .orElse(wanted);
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }

  int k() {
    return k;
  }

  Interactions fit() {
    return fit;
  }

  Workers workers() {
    return workers;
  }

  /** The model's scores of all items for each case, standardized. */
  float[][] scores(Model model) {
    float[][] scores = new float[cases.size()][];
    workers.blocks(
        cases.size(),
        16,
        (from, end) -> {
          for (int i = from; i < end; i++) {
            scores[i] = new float[fit.itemCount()];
            model.score(cases.get(i).history(), scores[i]);
            BlendModel.standardize(scores[i]);
          }
        });
    return scores;
  }

  /** The figure of these scores. */
  double figure(float[][] scores) {
    return figure(scores, scores, 0);
  }

  /** The figure of scores + change * others. */
  double figure(float[][] scores, float[][] others, double change) {
    double[] gains = gains(scores, others, (float) change);
    double logarithms = 0;
    int start = 0;
    for (int end : ends) {
      double mean = Arrays.stream(gains, start, end).average().orElse(0);
      logarithms += Math.log(Math.max(mean, 1e-9));
      start = end;
    }
    return Math.exp(logarithms / ends.size());
  }

  private double[] gains(float[][] scores, float[][] others, float change) {
    double[] gains = new double[cases.size()];
    workers.blocks(
        cases.size(),
        16,
        (from, end) -> {
          float[] mixed = new float[fit.itemCount()];
          for (int i = from; i < end; i++) {
            mix(scores[i], others[i], change, mixed);
            Case asked = cases.get(i);
            int[] seen = excludeSeen ? asked.history().items() : History.EMPTY.items();
            gains[i] = Ranking.of(mixed, seen, asked.truth(), k).hits(asked.truth()).ndcg(k);
          }
        });
    return gains;
  }

  private static void mix(float[] scores, float[] others, float change, float[] mixed) {
    for (int j = 0; j < mixed.length; j++) {
      mixed[j] = scores[j] + change * others[j];
    }
  }
}
