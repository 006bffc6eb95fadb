package dev.yeoul.catalog;

import java.util.HashMap;
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
  private final NavigableMap<Long, Integer> counts = new TreeMap<>();
  private final Set<Long> changed = ConcurrentHashMap.newKeySet();
  private @Nullable CompletableFuture<Map<Long, Integer>> whole;
  private boolean counted;

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
    Map<Long, Integer> all = walks.await(whole(walks));
    synchronized (this) {
      refresh(jdbi, all);
      return counts.values().stream().mapToLong(Integer::longValue).sum();
    }
  }

  /** Where a skip in the order of ids leads; beyond the end: to the end. Blocks likewise. */
  Start skip(Jdbi jdbi, ListWalks walks, long rows) {
    Map<Long, Integer> all = walks.await(whole(walks));
    synchronized (this) {
      refresh(jdbi, all);
      return skip(rows);
    }
  }

  private Start skip(long rows) {
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
   * What all ranges had when they were counted once; changes since then come in {@link #changed}.
   */
  private synchronized CompletableFuture<Map<Long, Integer>> whole(ListWalks walks) {
    CompletableFuture<Map<Long, Integer>> known = whole;
    if (known == null || known.isCompletedExceptionally()) {
      changed.clear();
      known = walks.start(this::countAll);
      whole = known;
    }
    return known;
  }

  /**
   * A range that changes while it is being counted is counted again by the next call: it is taken
   * off the list before MySQL is asked.
   */
  private void refresh(Jdbi jdbi, Map<Long, Integer> all) {
    if (!counted) {
      all.forEach(this::count);
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

  private Map<Long, Integer> countAll(Handle handle) {
    Map<Long, Integer> all = new HashMap<>();
    handle
        .createQuery(
            "SELECT %s id >> %d AS part, COUNT(*) AS found FROM %s GROUP BY part"
                .formatted(ListWalks.HINT, bits, filter.rows()))
        .bindMap(filter.values())
        .map((row, context) -> Map.entry(row.getLong("part"), row.getInt("found")))
        .forEach(range -> all.put(range.getKey(), range.getValue()));
    return all;
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
