package dev.yeoul.catalog;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How the series that a filter finds are spread over the ids: how many in each range of some
 * thousand. The sum is their number, and a running sum tells where a skip in the order of ids
 * leads. A change of a series makes its range be counted anew, and no other.
 */
final class SeriesSpread {
  private final SeriesFilter filter;
  private final int bits;
  private final NavigableMap<Long, Integer> counts = new TreeMap<>();
  private final Set<Long> changed = ConcurrentHashMap.newKeySet();
  private boolean counted;

  SeriesSpread(SeriesFilter filter, int bits) {
    this.filter = filter;
    this.bits = bits;
  }

  /** A series may have come, gone, or no longer fit the filter. Never waits. */
  void change(SeriesId id) {
    changed.add(id.value() >> bits);
  }

  /** How many the filter finds. Blocks while MySQL counts. */
  synchronized long total(Jdbi jdbi) {
    refresh(jdbi);
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Where a skip in the order of ids leads; beyond the end: to the end. */
  synchronized Start skip(Jdbi jdbi, long rows) {
    refresh(jdbi);
    long left = rows;
    for (Map.Entry<Long, Integer> range : counts.entrySet()) {
      if (left < range.getValue()) {
        return new Start(range.getKey() << bits, left);
      }
      left -= range.getValue();
    }
    return new Start(Long.MAX_VALUE, 0);
  }

  /**
   * A range that changes while it is being counted is counted again by the next call: it is taken
   * off the list before MySQL is asked.
   */
  private void refresh(Jdbi jdbi) {
    if (!counted) {
      changed.clear();
      jdbi.useHandle(this::countAll);
      counted = true;
    }
    for (Iterator<Long> ranges = changed.iterator(); ranges.hasNext(); ) {
      long range = ranges.next();
      ranges.remove();
      try {
        count(range, jdbi.withHandle(handle -> inRange(handle, range)));
      } catch (RuntimeException e) {
        changed.add(range);
        throw e;
      }
    }
  }

  private void countAll(Handle handle) {
    counts.clear();
    handle
        .createQuery(
            "SELECT id >> %d AS part, COUNT(*) AS found FROM %s GROUP BY part"
                .formatted(bits, filter.rows()))
        .bindMap(filter.values())
        .map((row, context) -> Map.entry(row.getLong("part"), row.getInt("found")))
        .forEach(range -> count(range.getKey(), range.getValue()));
  }

  private int inRange(Handle handle, long range) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM %s AND id >= :from AND id <= :to".formatted(filter.rows()))
        .bindMap(filter.values())
        .bind("from", range << bits)
        .bind("to", (range << bits) + (1L << bits) - 1)
        .mapTo(Integer.class)
        .one();
  }

  private void count(long range, int found) {
    if (found == 0) {
      counts.remove(range);
    } else {
      counts.put(range, found);
    }
  }

  /**
   * Where to begin.
   *
   * @param id the least id that counts
   * @param skip rows to pass over from there
   */
  record Start(long id, long skip) {}
}
