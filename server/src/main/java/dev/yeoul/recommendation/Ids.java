package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * String ids and their indexes 0..size-1, in the order of the strings, so that no file order
 * counts.
 */
final class Ids {
  private final String[] names;
  private final Map<String, Integer> indexes;

  private Ids(String[] sorted) {
    names = sorted;
    indexes = HashMap.newHashMap(sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      indexes.put(sorted[i], i);
    }
  }

  /** The ids of an array without repetitions, which it takes over and sorts. */
  static Ids sorting(String[] distinct) {
    Arrays.sort(distinct);
    return new Ids(distinct);
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  /** The index, or -1 for an id that is not here. */
  int index(String name) {
    return indexes.getOrDefault(name, -1);
  }
}
