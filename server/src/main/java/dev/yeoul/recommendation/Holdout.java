package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Situation.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A split of training data that imitates a situation: what models may be fitted to, and cases to
 * validate them on, by task.
 */
record Holdout(Interactions fit, Map<Task, List<Case>> cases) {
  private static final double SHARE_OF_USERS = 0.15;
  private static final double SHARE_OF_TIME = 0.1;
  private static final double SHARE_OF_HISTORY = 0.2;

  /**
   * Splits.
   *
   * @param most cases of each task
   */
  static Holdout of(Interactions train, Situation situation, int most, long seed) {
    return new Splitting(train, situation, most, new SplittableRandom(seed)).split();
  }

  private static final class Splitting {
    private final Interactions train;
    private final Situation situation;
    private final int most;
    private final SplittableRandom random;
    private final BitSet fitted;
    private final Map<Task, List<Case>> cases = new EnumMap<>(Task.class);

    /** By user: where the history ends for AFTER_A_MOMENT. */
    private final int[] ends;

    private final int[] sortedLengths;

    Splitting(Interactions train, Situation situation, int most, SplittableRandom random) {
      this.train = train;
      this.situation = situation;
      this.most = most;
      this.random = random;
      fitted = new BitSet(train.size());
      fitted.set(0, train.size());
      ends = Arrays.copyOfRange(train.starts, 1, train.starts.length);
      sortedLengths = train.sortedLengths();
    }

    Holdout split() {
      if (situation.tasks().contains(Task.AFTER_A_MOMENT)) {
        cutAtAMoment();
      }
      for (Task task : situation.tasks()) {
        List<Case> made = new ArrayList<>();
        int wanted = task.isUnseen() ? unseenUsers() : most;
        for (int user : shuffledUsers()) {
          if (made.size() < wanted && suits(user, task)) {
            made.add(made(user, task));
          }
        }
        cases.put(task, made);
      }
      return new Holdout(train.keeping(fitted), cases);
    }

    private int unseenUsers() {
      return Math.min(most, (int) Math.ceil(SHARE_OF_USERS * train.userCount()));
    }

    private void cutAtAMoment() {
      double[] times = train.time.clone();
      Arrays.sort(times);
      double moment = times[(int) ((1 - SHARE_OF_TIME) * times.length)];
      for (int user = 0; user < ends.length; user++) {
        while (ends[user] > train.starts[user] && train.time[ends[user] - 1] >= moment) {
          fitted.clear(--ends[user]);
        }
      }
    }

    private int[] shuffledUsers() {
      int[] users = new int[train.userCount()];
      for (int u = 0; u < users.length; u++) {
        int other = random.nextInt(u + 1);
        users[u] = users[other];
        users[other] = u;
      }
      return users;
    }

    private boolean suits(int user, Task task) {
      int start = train.starts[user];
      boolean cut = ends[user] < train.starts[user + 1];
      return switch (task) {
        case AFTER_A_MOMENT -> cut && ends[user] > start;
        case NEXT_EVENT -> !cut && ends[user] - start >= 2;
        case UNSEEN_ANYWHERE, UNSEEN_LATEST, KNOWN_ANYWHERE -> ends[user] - start >= 2;
      };
    }

    private Case made(int user, Task task) {
      int start = train.starts[user];
      int end = train.starts[user + 1];
      BitSet hidden = new BitSet();
      switch (task) {
        case AFTER_A_MOMENT -> hidden.set(ends[user], end);
        case NEXT_EVENT -> hidden.set(end - 1);
        case UNSEEN_LATEST -> hidden.set(start + kept(end - start), end);
        case UNSEEN_ANYWHERE -> hide(hidden, start, end, end - start - kept(end - start));
        case KNOWN_ANYWHERE ->
            hide(hidden, start, end, (int) Math.ceil(SHARE_OF_HISTORY * (end - start - 1)));
      }
      if (task.isUnseen()) {
        fitted.clear(start, end);
      } else {
        hidden.stream().forEach(fitted::clear);
      }
      return split(user, hidden);
    }

    private void hide(BitSet hidden, int start, int end, int count) {
      while (hidden.cardinality() < count) {
        hidden.set(random.nextInt(start, end));
      }
    }

    /** How long a user's history stays: as long as the query's user of the same rank. */
    private int kept(int length) {
      int[] lengths = situation.lengths();
      int wanted = lengths[(int) (rank(length) * (lengths.length - 1))];
      return Math.clamp(wanted, 1, length - 1);
    }

    /** The share of training users with shorter histories, half of the equal ones counted. */
    private double rank(int length) {
      int from = Arrays.binarySearch(sortedLengths, length);
      int end = from;
      while (from > 0 && sortedLengths[from - 1] == length) {
        from--;
      }
      while (end < sortedLengths.length && sortedLengths[end] == length) {
        end++;
      }
      return (from + end) / 2.0 / sortedLengths.length;
    }

    private Case split(int user, BitSet hidden) {
      int start = train.starts[user];
      BitSet shown = new BitSet();
      shown.set(start, train.starts[user + 1]);
      shown.andNot(hidden);
      int[] at = shown.stream().toArray();
      int[] items = new int[at.length];
      float[] weights = new float[at.length];
      double[] times = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        items[i] = train.item[at[i]];
        weights[i] = train.weight[at[i]];
        times[i] = train.time[at[i]];
      }
      int[] truth = hidden.stream().map(p -> train.item[p]).sorted().toArray();
      return new Case(
          train.users.name(user),
          new History(items, weights, times),
          new Truth.Items(truth, truth.length));
    }
  }
}
