package dev.yeoul.catalog;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How the series that a filter finds are spread over the ids: how many in each range of some
 * thousand. The sum is their number, and a running sum tells where a skip in the order of ids
 * leads. A change of a series makes its range be counted anew, and no other.
 */
final class SeriesSpread {
  private final SeriesFilter filter;
  private final int bits;
  private final Set<Long> changed = ConcurrentHashMap.newKeySet();
  private @Nullable CompletableFuture<NavigableMap<Long, Integer>> counted;

  SeriesSpread(SeriesFilter filter, int bits) {
    this.filter = filter;
    this.bits = bits;
  }

  /** A series may have come, gone, or no longer fit the filter. Never waits. */
  void change(SeriesId id) {
    changed.add(id.value() >> bits);
  }

  /** How many the filter finds. Blocks while MySQL counts; 503 where that takes long. */
  long total(Jdbi jdbi, ListWalks walks) {
    NavigableMap<Long, Integer> counts = walks.await(counted(walks));
    synchronized (this) {
      refresh(jdbi, counts);
      return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
  }

  /** Where a skip in the order of ids leads; beyond the end: to the end. Blocks likewise. */
  Start skip(Jdbi jdbi, ListWalks walks, long rows) {
    NavigableMap<Long, Integer> counts = walks.await(counted(walks));
    synchronized (this) {
      refresh(jdbi, counts);
      return start(counts, rows);
    }
  }

  private Start start(NavigableMap<Long, Integer> counts, long rows) {
    long left = rows;
    for (Map.Entry<Long, Integer> range : counts.entrySet()) {
      if (left < range.getValue()) {
        return new Start(range.getKey() << bits, left);
      }
      left -= range.getValue();
    }
    return new Start(Long.MAX_VALUE, 0);
  }

  /** The ranges, counted once; what changes since then comes in {@link #changed}. */
  private synchronized CompletableFuture<NavigableMap<Long, Integer>> counted(ListWalks walks) {
    CompletableFuture<NavigableMap<Long, Integer>> known = counted;
    if (known == null || known.isCompletedExceptionally()) {
      changed.clear();
      known = walks.start(this::countAll);
      counted = known;
    }
    return known;
  }

  /**
   * A range that changes while it is being counted is counted again by the next call: it is taken
   * off the list before MySQL is asked.
   */
  private void refresh(Jdbi jdbi, NavigableMap<Long, Integer> counts) {
    for (Iterator<Long> ranges = changed.iterator(); ranges.hasNext(); ) {
      long range = ranges.next();
      ranges.remove();
      try {
        count(counts, range, jdbi.withHandle(handle -> inRange(handle, range)));
      } catch (RuntimeException | Error e) { // whatever it is: the count would stay wrong
        changed.add(range);
        throw e;
      }
    }
  }

  private NavigableMap<Long, Integer> countAll(Handle handle) {
    NavigableMap<Long, Integer> counts = new TreeMap<>();
    handle
        .createQuery(
            "SELECT %s id >> %d AS part, COUNT(*) AS found FROM %s GROUP BY part"
                .formatted(ListWalks.HINT, bits, filter.rows()))
        .bindMap(filter.values())
        .map((row, context) -> Map.entry(row.getLong("part"), row.getInt("found")))
        .forEach(range -> counts.put(range.getKey(), range.getValue()));
    return counts;
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

  private static void count(NavigableMap<Long, Integer> counts, long range, int found) {
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
