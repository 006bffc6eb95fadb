package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Collects rows in any order and makes the matrix, which does not depend on that order. */
final class InteractionsBuilder {
  private static final Comparator<Event> BY_ITEM =
      Comparator.comparingInt(Event::item)
          .thenComparingDouble(Event::time)
          .thenComparingDouble(Event::weight);
  private static final Comparator<Event> BY_TIME =
      Comparator.comparingDouble(Event::time).thenComparingInt(Event::item);

  private final Map<String, Integer> userNumbers = new HashMap<>();
  private final Map<String, Integer> itemNumbers = new HashMap<>();
  private int[] user = new int[1 << 10];
  private int[] item = new int[1 << 10];
  private double[] time = new double[1 << 10];
  private float[] weight = new float[1 << 10];
  private int size;

  private record Event(int item, double time, double weight) {}

  void add(Row row) {
    if (size == user.length) {
      grow();
    }
    user[size] = userNumbers.computeIfAbsent(row.user(), name -> userNumbers.size());
    item[size] = itemNumbers.computeIfAbsent(row.item(), name -> itemNumbers.size());
    time[size] = row.time();
    weight[size++] = row.weight();
  }

  private void grow() {
    if (size >= Integer.MAX_VALUE - 8) {
      throw new RecommendationException("more than 2 billion rows are not supported");
    }
    int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, size + (size >> 1) + 1L);
    user = Arrays.copyOf(user, capacity);
    item = Arrays.copyOf(item, capacity);
    time = Arrays.copyOf(time, capacity);
    weight = Arrays.copyOf(weight, capacity);
  }

  /** The matrix of all rows; the builder is used up. */
  Interactions build() {
    Ids users = Ids.sorting(userNumbers.keySet().toArray(String[]::new));
    Ids items = Ids.sorting(itemNumbers.keySet().toArray(String[]::new));
    int[] userIndexes = indexes(userNumbers, users);
    int[] itemIndexes = indexes(itemNumbers, items);
    int[] starts = new int[users.size() + 1];
    for (int p = 0; p < size; p++) {
      starts[userIndexes[user[p]] + 1]++;
    }
    for (int u = 0; u < users.size(); u++) {
      starts[u + 1] += starts[u];
    }
    sortByUser(userIndexes, itemIndexes, starts);
    return merged(users, items, starts);
  }

  private static int[] indexes(Map<String, Integer> numbers, Ids ids) {
    int[] indexes = new int[numbers.size()];
    numbers.forEach((name, number) -> indexes[number] = ids.index(name));
    numbers.clear();
    return indexes;
  }

  private void sortByUser(int[] userIndexes, int[] itemIndexes, int[] starts) {
    int[] next = starts.clone();
    int[] sortedItem = new int[size];
    double[] sortedTime = new double[size];
    float[] sortedWeight = new float[size];
    for (int p = 0; p < size; p++) {
      int at = next[userIndexes[user[p]]]++;
      sortedItem[at] = itemIndexes[item[p]];
      sortedTime[at] = time[p];
      sortedWeight[at] = weight[p];
    }
    user = new int[0];
    item = sortedItem;
    time = sortedTime;
    weight = sortedWeight;
  }

  private Interactions merged(Ids users, Ids items, int[] starts) {
    int[] newStarts = new int[starts.length];
    int at = 0;
    for (int u = 0; u < users.size(); u++) {
      newStarts[u] = at;
      for (Event event : events(starts[u], starts[u + 1])) {
        // never ahead of what is still to be read: merging only shortens
        item[at] = event.item();
        time[at] = event.time();
        weight[at++] = (float) event.weight();
      }
    }
    newStarts[users.size()] = at;
    boolean whole = at == item.length;
    return new Interactions(
        users,
        items,
        newStarts,
        whole ? item : Arrays.copyOf(item, at),
        whole ? time : Arrays.copyOf(time, at),
        whole ? weight : Arrays.copyOf(weight, at));
  }

  /** One user's events, repeated items merged, by time. */
  private Event[] events(int from, int end) {
    Event[] events = new Event[end - from];
    for (int p = from; p < end; p++) {
      events[p - from] = new Event(item[p], time[p], weight[p]);
    }
    Arrays.sort(events, BY_ITEM);
    int distinct = 0;
    for (Event event : events) {
      if (distinct > 0 && events[distinct - 1].item() == event.item()) {
        double sum = Math.min(Float.MAX_VALUE, events[distinct - 1].weight() + event.weight());
        events[distinct - 1] = new Event(event.item(), event.time(), sum);
      } else {
        events[distinct++] = event;
      }
    }
    Arrays.sort(events, 0, distinct, BY_TIME);
    return distinct == events.length ? events : Arrays.copyOf(events, distinct);
  }
}
