package dev.yeoul.recommendation;

import java.nio.file.Path;
import java.util.BitSet;

/**
 * Who took what and when: a sparse matrix in compressed rows, a row a user, each row in the order
 * of time (then of the item's id). A pair of user and item is there once.
 */
final class Interactions {
  final Ids users;
  final Ids items;

  /** Row u is the positions starts[u] to starts[u + 1] - 1; length users + 1. */
  final int[] starts;

  /** The item at each position. */
  final int[] item;

  /** The time at each position; within a row it never falls. */
  final double[] time;

  /** The weight at each position, positive. */
  final float[] weight;

  Interactions(Ids users, Ids items, int[] starts, int[] item, double[] time, float[] weight) {
    this.users = users;
    this.items = items;
    this.starts = starts;
    this.item = item;
    this.time = time;
    this.weight = weight;
  }

  /**
   * Reads <code>user, item, time [, weight]</code> lines in any order. Of a repeated pair the
   * weights add and the latest time stays.
   *
   * @throws RecommendationException for a row that can't be read, with its line number
   */
  static Interactions read(Path file) {
    InteractionsBuilder builder = new InteractionsBuilder();
    new RowFile(file).interactions(builder::add);
    return builder.build();
  }

  int userCount() {
    return users.size();
  }

  int itemCount() {
    return items.size();
  }

  /** The number of pairs. */
  int size() {
    return item.length;
  }

  int length(int user) {
    return starts[user + 1] - starts[user];
  }

  /** The rows' lengths, rising. */
  int[] sortedLengths() {
    int[] lengths = new int[userCount()];
    java.util.Arrays.setAll(lengths, this::length);
    java.util.Arrays.sort(lengths);
    return lengths;
  }

  /** How much each position counts in a sum, see {@link History#strength}. */
  float[] strengths() {
    float[] strengths = new float[size()];
    for (int p = 0; p < strengths.length; p++) {
      strengths[p] = History.strength(weight[p]);
    }
    return strengths;
  }

  /** A user's whole row. */
  History history(int user) {
    return history(user, starts[user + 1]);
  }

  /** A user's row up to a position, exclusive. */
  History history(int user, int end) {
    int from = starts[user];
    return new History(
        java.util.Arrays.copyOfRange(item, from, end),
        java.util.Arrays.copyOfRange(weight, from, end),
        java.util.Arrays.copyOfRange(time, from, end));
  }

  /** The same users and items with only these positions. */
  Interactions keeping(BitSet positions) {
    int[] newStarts = new int[starts.length];
    int size = positions.cardinality();
    int[] newItem = new int[size];
    double[] newTime = new double[size];
    float[] newWeight = new float[size];
    int at = 0;
    for (int user = 0; user < userCount(); user++) {
      newStarts[user] = at;
      for (int p = starts[user]; p < starts[user + 1]; p++) {
        if (positions.get(p)) {
          newItem[at] = item[p];
          newTime[at] = time[p];
          newWeight[at++] = weight[p];
        }
      }
    }
    newStarts[userCount()] = at;
    return new Interactions(users, items, newStarts, newItem, newTime, newWeight);
  }

  /** The same rows with other items' indexes; what those don't know is left out. */
  Interactions translatedTo(Ids otherItems) {
    int[] indexes = new int[itemCount()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = otherItems.index(items.name(i));
    }
    BitSet known = new BitSet(size());
    for (int p = 0; p < size(); p++) {
      known.set(p, indexes[item[p]] >= 0);
    }
    Interactions kept = keeping(known);
    for (int p = 0; p < kept.size(); p++) {
      kept.item[p] = indexes[kept.item[p]];
    }
    return new Interactions(users, otherItems, kept.starts, kept.item, kept.time, kept.weight);
  }

  /** The users of each item, in the order of users: a column is starts[i] to starts[i + 1] - 1. */
  Columns columns() {
    int[] columnStarts = new int[itemCount() + 1];
    for (int i : item) {
      columnStarts[i + 1]++;
    }
    for (int i = 0; i < itemCount(); i++) {
      columnStarts[i + 1] += columnStarts[i];
    }
    int[] next = columnStarts.clone();
    int[] user = new int[size()];
    int[] position = new int[size()];
    for (int u = 0; u < userCount(); u++) {
      for (int p = starts[u]; p < starts[u + 1]; p++) {
        int at = next[item[p]]++;
        user[at] = u;
        position[at] = p;
      }
    }
    return new Columns(columnStarts, user, position);
  }

  /**
   * The matrix by items.
   *
   * @param starts column i is entries starts[i] to starts[i + 1] - 1; length items + 1
   * @param user the user of each entry
   * @param position where each entry stands in the rows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Columns(int[] starts, int[] user, int[] position) {}
}
