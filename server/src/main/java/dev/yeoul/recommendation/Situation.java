package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What will probably be asked of a model, told from the histories to be ranked and never from the
 * truth.
 *
 * @param tasks what to imitate; two where the histories don't tell them apart
 * @param lengths of the query's histories, rising; empty where users are known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Situation(Set<Task> tasks, int[] lengths) {
  /** A way of hiding events from a model. */
  enum Task {
    /** New users, of whom events here and there are hidden. */
    UNSEEN_ANYWHERE,
    /** New users, of whom the latest events are hidden. */
    UNSEEN_LATEST,
    /** Known users, of whom events here and there are hidden. */
    KNOWN_ANYWHERE,
    /** Known users, of whom the latest event is hidden. */
    NEXT_EVENT,
    /** Users of whom all is hidden from one moment on. */
    AFTER_A_MOMENT;

    boolean isUnseen() {
      return this == UNSEEN_ANYWHERE || this == UNSEEN_LATEST;
    }
  }

  /** The share of users whose first event is at the clock's start where "times" are positions. */
  private static final double POSITIONS = 0.5;

  static Situation of(Interactions train, @Nullable Interactions query) {
    if (query != null && isUnseen(train, query)) {
      return new Situation(EnumSet.of(unseenTask(train, query)), query.sortedLengths());
    }
    int[] none = new int[0];
    if (!isOrdered(train)) {
      return new Situation(EnumSet.of(Task.KNOWN_ANYWHERE), none);
    }
    if (!hasClock(train)) {
      return new Situation(EnumSet.of(Task.NEXT_EVENT), none);
    }
    return new Situation(knownTasks(train, query), none);
  }

  private static boolean isUnseen(Interactions train, Interactions query) {
    int known = 0;
    for (int u = 0; u < query.userCount(); u++) {
      known += train.users.index(query.users.name(u)) >= 0 ? 1 : 0;
    }
    return 2 * known < query.userCount();
  }

  /** Whether a history is in an order: most users with two events have them at two times. */
  private static boolean isOrdered(Interactions data) {
    int several = 0;
    int ordered = 0;
    for (int u = 0; u < data.userCount(); u++) {
      if (data.length(u) > 1) {
        several++;
        ordered += data.time[data.starts[u]] < data.time[data.starts[u + 1] - 1] ? 1 : 0;
      }
    }
    return 2 * ordered > several;
  }

  /** Whether the times are one clock's: positions begin at the same number for everybody. */
  private static boolean hasClock(Interactions data) {
    double start = Arrays.stream(data.time).min().orElse(0);
    int atStart = 0;
    int users = 0;
    for (int u = 0; u < data.userCount(); u++) {
      if (data.length(u) > 0) {
        users++;
        atStart += data.time[data.starts[u]] <= start + 1 ? 1 : 0;
      }
    }
    return atStart < POSITIONS * users;
  }

  /**
   * Where events are missing here and there, the gaps between those that are left are longer than
   * in training; where the latest are missing, they are not.
   */
  private static Task unseenTask(Interactions train, Interactions query) {
    if (!isOrdered(train) || !isOrdered(query)) {
      return Task.UNSEEN_ANYWHERE;
    }
    double[] asked = gaps(query, 0);
    if (asked.length < 200) {
      return Task.UNSEEN_ANYWHERE; // single events have no gaps
    }
    double whole = distance(gaps(train, 0), asked);
    double thinned = distance(gaps(train, 5), asked);
    return thinned < whole ? Task.UNSEEN_ANYWHERE : Task.UNSEEN_LATEST;
  }

  /** Gaps between events, sorted; without every so manieth event (0: with all). */
  private static double[] gaps(Interactions data, int without) {
    double[] gaps = new double[data.size()];
    int size = 0;
    for (int u = 0; u < data.userCount(); u++) {
      double before = Double.NaN;
      for (int p = data.starts[u]; p < data.starts[u + 1]; p++) {
        // a fixed scramble of the position: one in so many, but not evenly spaced
        if (without > 0 && Integer.remainderUnsigned((p * 0x9E3779B9) >>> 8, without) == 0) {
          continue;
        }
        if (!Double.isNaN(before)) {
          gaps[size++] = data.time[p] - before;
        }
        before = data.time[p];
      }
    }
    double[] sorted = Arrays.copyOf(gaps, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The largest difference between two samples' distributions (Kolmogorov and Smirnov). */
  static double distance(double[] a, double[] b) {
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }

  /**
   * Those who come back after a moment are mostly those who were there shortly before it. Without a
   * query, or with everybody's, both tasks are imitated.
   */
  private static Set<Task> knownTasks(Interactions train, @Nullable Interactions query) {
    List<Double> asked = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (int u = 0; u < train.userCount(); u++) {
      boolean isAsked = query != null && query.users.index(train.users.name(u)) >= 0;
      (isAsked ? asked : others).add(train.time[train.starts[u + 1] - 1]);
    }
    if (asked.size() < 20 || others.size() < 20) {
      return EnumSet.of(Task.NEXT_EVENT, Task.AFTER_A_MOMENT);
    }
    return later(asked, others) > 0.6
        ? EnumSet.of(Task.AFTER_A_MOMENT)
        : EnumSet.of(Task.NEXT_EVENT);
  }

  /** How probably one of the first is later than one of the second (Mann and Whitney). */
  private static double later(List<Double> first, List<Double> second) {
    double[] sorted = second.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double below = 0;
    for (double value : first) {
      int at = Arrays.binarySearch(sorted, value);
      below += at < 0 ? -at - 1 : at;
    }
    return below / first.size() / second.size();
  }
}
