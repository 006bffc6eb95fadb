package dev.yeoul.recommendation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What users took next.
 *
 * @param users by id, in its order
 */
record Truth(Map<String, Items> users) {
  /**
   * One user's.
   *
   * @param known indexes of the training items among them, rising
   * @param size how many distinct items, unknown ones included
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Items(int[] known, int size) {
    static final Items NONE = new Items(new int[0], 0);

    boolean contains(int item) {
      return Arrays.binarySearch(known, item) >= 0;
    }
  }

  static Truth read(Path file, Ids items) {
    Map<String, TreeSet<String>> names = new TreeMap<>();
    new RowFile(file)
        .pairs(row -> names.computeIfAbsent(row.user(), user -> new TreeSet<>()).add(row.item()));
    Map<String, Items> users = new TreeMap<>();
    names.forEach((user, wanted) -> {
      int[] known = wanted.stream().mapToInt(items::index).filter(i -> i >= 0).sorted().toArray();
      users.put(user, new Items(known, wanted.size()));
    });
    return new Truth(users);
  }
}
