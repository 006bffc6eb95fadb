package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Situation.Task;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is tried on a validation: lists that depend on the size of the data and on the situation,
 * and never on how long something takes.
 */
record Plan(Validation validation, Tuning tuning) {
  /** With two kernels a matrix has twice as many rows as items are modelled. */
  private static final int SEQUENCE_ITEMS = 4_000;

  private static final SequenceRidge SEQUENCE =
      new SequenceRidge(
          50,
          0,
          List.of(new HistoryKernel(0, 1, 0.7, 8), new HistoryKernel(0.05, 1, 10, 80)),
          400,
          SEQUENCE_ITEMS);

  private static final Transitions TRANSITIONS =
      new Transitions(3, 0.5, 10, new HistoryKernel(0, 1, 0.5, 5));

  /** Up to so many items the trials are many and all items are in every dense matrix. */
  private static final int SMALL = 8_000;

  /** Beyond, a dense matrix takes minutes, so only so many items with the most users are in it. */
  private static final int DENSE_ITEMS = 12_000;

  /** How many events a network is shown in all, about. */
  private static final int NETWORK_POSITIONS = 14_000_000;

  private int items() {
    return validation.fit().itemCount();
  }

  private boolean isSmall() {
    return items() <= SMALL;
  }

  /** One recipe of each kind; only the weights are learned. */
  void sequence() {
    Ease ease = ease();
    tuning.keep(ease);
    tuning.keepBestKernel(ease, List.of(new HistoryKernel(0.1, 1, 5, 200)));
    tuning.keep(SEQUENCE);
    tuning.keep(TRANSITIONS);
  }

  private Ease ease() {
    return Ease.suiting(validation.fit(), isSmall() ? Ease.MOST_ITEMS : DENSE_ITEMS);
  }

  /**
   * What nodes can serve: popularity, and models whose matrices can be cut to their strongest
   * entries. Fewer trials than for a benchmark: it runs every day beside the stores.
   */
  void served() {
    if (span() > 0) {
      recentlyPopular(); // one kind alone: a node holds one popularity
    } else {
      tuning.keep(Popular.OF_ALL_TIME);
    }
    Ease ease =
        tuning.climb(
            ease(),
            isSmall() ? 5 : 3,
            List.of(
                e -> e.withLambda(e.lambda() / 2.5),
                e -> e.withLambda(e.lambda() * 2.5),
                e -> e.withDropout(0.3)));
    recencyEase(ease);
    tuning.climb(SEQUENCE, 3, List.of(s -> s.withLambda(s.lambda() * 3), s -> s.withShare(0.1)));
    transitions();
  }

  /** Everything that suits the situation. */
  void auto(Situation situation, long seed) {
    boolean ordered =
        situation.tasks().stream()
            .anyMatch(task -> task != Task.KNOWN_ANYWHERE && task != Task.UNSEEN_ANYWHERE);
    tuning.keep(Popular.OF_ALL_TIME);
    if (situation.tasks().contains(Task.AFTER_A_MOMENT)) {
      recentlyPopular();
    }
    Ease ease = easeTuned(ordered);
    if (ordered) {
      recencyEase(ease);
      sequenceTuned();
      transitions();
      network(seed);
    }
    if (!ordered || !isSmall()) {
      ials(seed);
    }
    if (!ordered && isSmall()) {
      // two of another kind than the best: what a blend gains by are different mistakes
      tuning.keep(ease.withDropout(ease.dropout() < 0.8 ? 0.9 : 0.3));
      tuning.keep(ease.withUserPower(ease.userPower() == 0 ? 0.5 : 0));
    }
    neighbours();
  }

  private double span() {
    DoubleSummaryStatistics times = Arrays.stream(validation.fit().time).summaryStatistics();
    return times.getMax() - times.getMin();
  }

  private void recentlyPopular() {
    double span = span();
    if (span > 0) {
      tuning.climb(
          new Popular(span / 150),
          5,
          List.of(p -> new Popular(p.halfLife() / 3), p -> new Popular(p.halfLife() * 3)));
    }
  }

  private Ease easeTuned(boolean ordered) {
    UnaryOperator<Ease> less = e -> e.withLambda(e.lambda() / 2.5);
    UnaryOperator<Ease> more = e -> e.withLambda(e.lambda() * 2.5);
    if (!isSmall()) {
      return tuning.climb(ease(), 4, List.of(less, more));
    }
    return tuning.climb(
        ease(),
        ordered ? 7 : 14,
        List.of(
            e -> e.withDropout(0.3),
            e -> e.withDropout(e.dropout() < 0.8 ? 0.9 : 1 - (1 - e.dropout()) / 3),
            more,
            less,
            e -> e.withUserPower(e.userPower() + 0.5),
            e -> e.withDropout(0.6),
            e -> e.withUserPower(Math.max(0, e.userPower() - 0.25))));
  }

  private void recencyEase(Ease ease) {
    tuning.keepBestKernel(
        ease,
        List.of(
            new HistoryKernel(0.03, 1, 2, 200),
            new HistoryKernel(0.1, 1, 5, 200),
            new HistoryKernel(0.1, 1, 20, 400),
            new HistoryKernel(0.5, 1, 20, 10_000)));
  }

  private void sequenceTuned() {
    tuning.climb(
        SEQUENCE,
        items() <= SEQUENCE_ITEMS ? 9 : 6,
        List.of(
            s -> s.withLambda(s.lambda() * 3),
            s -> s.withLambda(s.lambda() / 3),
            s -> s.withKernel(0, new HistoryKernel(0, 1, 2, 16)),
            s -> s.withKernel(1, new HistoryKernel(0.2, 1, 20, 150)),
            s -> s.withKernel(1, new HistoryKernel(0.02, 1, 5, 50)),
            s -> s.withShare(0.1),
            s -> s.withLatest(150)));
  }

  private void transitions() {
    tuning.climb(
        TRANSITIONS,
        4,
        List.of(
            t -> new Transitions(1, 0, t.prior(), t.kernel()),
            t -> new Transitions(8, 0.7, t.prior(), t.kernel()),
            t -> new Transitions(t.ahead(), t.decay(), t.prior() / 4, t.kernel())));
  }

  /** So many passes that small data sets get enough steps and large ones end. */
  private void network(long seed) {
    Interactions fit = validation.fit();
    int epochs = Math.clamp(NETWORK_POSITIONS / Math.max(1, fit.size()), 3, 20);
    // vectors that few events teach learn by heart what they have seen
    double dropout = fit.size() / (double) items() < 50 ? 0.4 : 0.2;
    tuning.keep(new SequenceNetwork(64, 2, epochs, 512, 0.003, dropout, seed));
  }

  private void ials(long seed) {
    // the weight of what was not taken is summed over all items: the more, the smaller
    Ials start =
        isSmall() ? new Ials(64, 0.3, 0.003, 1, 6, seed) : new Ials(64, 0.03, 2e-4, 1, 6, seed);
    List<UnaryOperator<Ials>> changes =
        List.of(
            r -> r.withLambda(r.lambda() / 2.5),
            r -> r.withAlpha0(r.alpha0() / 3),
            r -> r.withAlpha0(r.alpha0() * 3),
            r -> r.withLambda(r.lambda() * 2.5),
            r -> r.withDimensions(128));
    if (isSmall()) {
      tuning.climb(start, 8, changes);
    } else {
      // the larger one is kept in any case, so it is not a change to be tried
      Ials best = tuning.climb(start, 6, changes.subList(0, 4));
      tuning.keep(best.withDimensions(128));
    }
  }

  private void neighbours() {
    tuning.climb(new ItemKnn(200, 20), 2, List.of(k -> new ItemKnn(200, 200)));
  }
}
