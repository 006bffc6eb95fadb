package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The items that a dense model knows: all of them, or those with the most users.
 *
 * @param items the item at each place of the core, rising
 * @param place the place of each item, -1 outside
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Core(int[] items, int[] place) {
  /** All items if they are at most so many, else those with the most users. */
  static Core of(Interactions interactions, int most) {
    int n = interactions.itemCount();
    int[] counts = new int[n];
    for (int item : interactions.item) {
      counts[item]++;
    }
    int[] items =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> -counts[i]))
            .limit(most)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[] place = new int[n];
    Arrays.fill(place, -1);
    for (int c = 0; c < items.length; c++) {
      place[items[c]] = c;
    }
    return new Core(items, place);
  }

  int size() {
    return items.length;
  }

  boolean isWhole() {
    return items.length == place.length;
  }
}
