package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Interactions.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts the next item from decayed histories in closed form. Every position t of a user is a
 * training row: its features are, for each kernel p and item i, the sum of kernel_p(age) over the
 * events of i before t, its target is the item at t; B minimizes |Phi B - Y|^2 + lambda |B|^2. With
 * one kernel that is the sequence-aware linear model of Choi et al. 2021 ("Session-aware Linear
 * Item-Item Models"); with a fast and a slow one side by side it learns both what follows at once
 * and what fits a viewer's taste.
 *
 * <p>The Gram matrix is summed over pairs of events, not over rows: what a pair at a distance adds
 * up to over all later rows depends on the distance and on how many rows follow, so it is tabled
 * (CorrelationTable). That takes window, not window^2, steps a position.
 *
 * @param lambda the penalty, above 0
 * @param share how much of each feature's own square is added to its penalty, at least 0
 * @param kernels one or two, of finite windows
 * @param latest how many of a user's latest positions are rows, at least 1
 * @param mostItems how many items are modelled at most
 */
record SequenceRidge(
    double lambda, double share, List<HistoryKernel> kernels, int latest, int mostItems)
    implements Recipe {
  SequenceRidge withLambda(double other) {
    return new SequenceRidge(other, share, kernels, latest, mostItems);
  }

  SequenceRidge withShare(double other) {
    return new SequenceRidge(lambda, other, kernels, latest, mostItems);
  }

  SequenceRidge withLatest(int other) {
    return new SequenceRidge(lambda, share, kernels, other, mostItems);
  }

  /** With another kernel at a place. */
  SequenceRidge withKernel(int place, HistoryKernel other) {
    List<HistoryKernel> changed = new ArrayList<>(kernels);
    changed.set(place, other);
    return new SequenceRidge(lambda, share, List.copyOf(changed), latest, mostItems);
  }

  @Override
  public ItemItemSum train(Interactions interactions, Workers workers) {
    return new Training(interactions, Core.of(interactions, mostItems), workers).model();
  }

  private final class Training {
    private final Interactions data;
    private final Core core;
    private final Workers workers;
    private final Columns columns;
    private final int n;
    private final int features;

    Training(Interactions data, Core core, Workers workers) {
      this.data = data;
      this.core = core;
      this.workers = workers;
      columns = data.columns();
      n = core.size();
      features = n * kernels.size();
    }

    ItemItemSum model() {
      float[] gram = new float[features * features];
      float[] target = new float[features * n];
      for (int p = 0; p < kernels.size(); p++) {
        for (int q = 0; q <= p; q++) {
          addGram(gram, p, q);
        }
        addTargets(target, p);
      }
      for (int i = 0; i < features; i++) {
        int at = i * features + i;
        gram[at] = (float) (gram[at] + lambda + share * gram[at]);
      }
      Cholesky.of(features, gram, workers).solve(target, n);
      return new ItemItemSum(
          java.util.stream.IntStream.range(0, kernels.size())
              .mapToObj(p -> new ItemItemModel(core, target, p * n * n, kernels.get(p)))
              .toList());
    }

    /** The first position of a user that is a training row. */
    private int firstRow(int user) {
      return Math.max(1, data.length(user) - latest);
    }

    /** Block (p, q) of the Gram matrix, its lower triangle where p is q. */
    private void addGram(float[] gram, int p, int q) {
      CorrelationTable earlier = new CorrelationTable(kernels.get(p), kernels.get(q));
      CorrelationTable later = new CorrelationTable(kernels.get(q), kernels.get(p));
      workers.blocks(
          n,
          16,
          (from, end) -> {
            for (int i = from; i < end; i++) {
              int row = (p * n + i) * features + q * n;
              int item = core.items()[i];
              for (int e = columns.starts()[item]; e < columns.starts()[item + 1]; e++) {
                addPairs(gram, row, columns.user()[e], columns.position()[e], earlier, later);
              }
            }
          });
    }

    /** What the event at a position, under kernel p, makes with all events of its user, under q. */
    private void addPairs(
        float[] gram,
        int row,
        int user,
        int position,
        CorrelationTable earlier,
        CorrelationTable later) {
      int start = data.starts[user];
      int length = data.length(user);
      int first = firstRow(user);
      int a = position - start;
      for (int b = a; b < Math.min(length - 1, a + earlier.window()); b++) {
        int other = core.place()[data.item[start + b]];
        if (other >= 0) {
          gram[row + other] += earlier.sum(b - a, Math.max(0, first - 1 - b), length - 1 - b);
        }
      }
      if (a == length - 1) {
        return; // the last event is in no row's history
      }
      for (int b = Math.max(0, a - later.window() + 1); b < a; b++) {
        int other = core.place()[data.item[start + b]];
        if (other >= 0) {
          gram[row + other] += later.sum(a - b, Math.max(0, first - 1 - a), length - 1 - a);
        }
      }
    }

    /** Phi'Y of kernel p: what follows each item, by the kernel's weight for the distance. */
    private void addTargets(float[] target, int p) {
      float[] weights = kernels.get(p).weights(Integer.MAX_VALUE);
      workers.blocks(
          n,
          16,
          (from, end) -> {
            for (int i = from; i < end; i++) {
              int row = (p * n + i) * n;
              int item = core.items()[i];
              for (int e = columns.starts()[item]; e < columns.starts()[item + 1]; e++) {
                int user = columns.user()[e];
                int position = columns.position()[e];
                int rows = Math.min(data.starts[user + 1], position + 1 + weights.length);
                int firstRow = data.starts[user] + firstRow(user);
                for (int t = Math.max(position + 1, firstRow); t < rows; t++) {
                  int next = core.place()[data.item[t]];
                  if (next >= 0) {
                    target[row + next] += weights[t - 1 - position];
                  }
                }
              }
            }
          });
    }
  }
}
