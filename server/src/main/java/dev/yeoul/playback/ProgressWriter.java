package dev.yeoul.playback;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.ContinueHidden;
import dev.yeoul.playback.ViewingEvent.HistoryRemoved;
import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.playback.ViewingEvent.Watched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Brings stream entries to MySQL. An older entry never overwrites a newer one and a removed one
 * never comes back, so batches may be repeated, overlap and come in any order. Blocking.
 */
public final class ProgressWriter {
  /** Each statement is a transaction, and each of these waits for the disk once. */
  private static final int ROWS_PER_STATEMENT = 2_000;

  private final Jdbi jdbi;
  private final ChangeFeed changes;

  /**
   * Writes to this database.
   *
   * @param changes tells of removals there
   */
  public ProgressWriter(Jdbi jdbi, ChangeFeed changes) {
    this.jdbi = jdbi;
    this.changes = changes;
  }

  /**
   * Stores all of them.
   *
   * @return those that MySQL will never take, because what they name is not there
   * @throws JdbiException where MySQL is out of reach: nothing is lost, repeat the call
   */
  public List<RefusedEntry> store(List<ViewingEntry> entries) {
    List<RefusedEntry> refused = new ArrayList<>();
    Map<RowKey, ViewingEntry> last = new HashMap<>();
    for (ViewingEntry entry : entries) {
      switch (entry.event()) {
        case Watched watched -> last.merge(RowKey.of(watched), entry, ProgressWriter::newer);
        case HistoryRemoved removed -> remove(entry, history(entry, removed), refused);
        case ContinueHidden hidden -> remove(entry, hiding(entry, hidden), refused);
        case Shown _, Clicked _ -> {} // MongoDB's alone
      }
    }
    // one order for all batches, so that two workers lock rows in the same one
    List<ViewingEntry> rows =
        last.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
    for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
      put(rows.subList(from, Math.min(from + ROWS_PER_STATEMENT, rows.size())), refused);
    }
    return refused;
  }

  private static ViewingEntry newer(ViewingEntry a, ViewingEntry b) {
    return a.id().compareTo(b.id()) >= 0 ? a : b;
  }

  private static Removal history(ViewingEntry entry, HistoryRemoved removed) {
    long series = removed.seriesId() == null ? 0 : removed.seriesId().value();
    return new Removal(removed.userId(), series, Removal.Scope.HISTORY, entry.id());
  }

  private static Removal hiding(ViewingEntry entry, ContinueHidden hidden) {
    return new Removal(
        hidden.userId(), hidden.seriesId().value(), Removal.Scope.CONTINUE, entry.id());
  }

  private void remove(ViewingEntry entry, Removal removal, List<RefusedEntry> refused) {
    try {
      RemovalStore.apply(changes, removal);
    } catch (JdbiException failure) {
      if (!SqlFailure.isRefusal(failure)) {
        throw failure;
      }
      refused.add(new RefusedEntry(entry.source(), SqlFailure.message(failure)));
    }
  }

  /** Writes the rows; where MySQL refuses one, halves them until it stands alone. */
  private void put(List<ViewingEntry> rows, List<RefusedEntry> refused) {
    try {
      List<RefusedEntry> ownerless =
          jdbi.inTransaction(
              TransactionIsolationLevel.READ_COMMITTED, handle -> putAll(handle, rows));
      refused.addAll(ownerless);
    } catch (JdbiException failure) {
      if (!SqlFailure.isRefusal(failure)) {
        throw failure;
      }
      if (rows.size() == 1) {
        refused.add(new RefusedEntry(rows.getFirst().source(), SqlFailure.message(failure)));
      } else {
        int middle = rows.size() / 2;
        put(rows.subList(0, middle), refused);
        put(rows.subList(middle, rows.size()), refused);
      }
    }
  }

  private static List<RefusedEntry> putAll(Handle handle, List<ViewingEntry> rows) {
    Set<Long> users = new TreeSet<>();
    rows.forEach(row -> users.add(row.event().userId()));
    Set<Long> known = lock(handle, users);
    Map<Long, Map<Long, EntryId>> removed = RemovalStore.of(handle, users, Removal.Scope.HISTORY);
    List<RefusedEntry> ownerless = new ArrayList<>();
    List<ViewingEntry> stay = new ArrayList<>(rows.size());
    for (ViewingEntry row : rows) {
      if (!known.contains(row.event().userId())) {
        ownerless.add(new RefusedEntry(row.source(), "there is no such user"));
      } else if (!isRemoved(row, removed.get(row.event().userId()))) {
        stay.add(row);
      }
    }
    if (!stay.isEmpty()) {
      OneTimeQuery.write(handle, UpsertSql.of(stay));
    }
    return ownerless;
  }

  /** Holds the viewers shared, so that a removal comes wholly before or after this transaction. */
  private static Set<Long> lock(Handle handle, Set<Long> users) {
    return new HashSet<>(
        OneTimeQuery.rows(
            handle,
            "SELECT id FROM users WHERE id IN (%s) ORDER BY id FOR SHARE",
            users,
            row -> row.getLong(1)));
  }

  private static boolean isRemoved(ViewingEntry row, @Nullable Map<Long, EntryId> removed) {
    if (removed == null || !(row.event() instanceof Watched watched)) {
      return false;
    }
    return covers(removed.get(0L), row.id())
        || covers(removed.get(watched.seriesId().value()), row.id());
  }

  private static boolean covers(@Nullable EntryId removal, EntryId entry) {
    return removal != null && removal.compareTo(entry) >= 0;
  }

  private record RowKey(long userId, long seriesId, long episodeId) implements Comparable<RowKey> {
    private static final Comparator<RowKey> ORDER =
        Comparator.comparingLong(RowKey::userId)
            .thenComparingLong(RowKey::seriesId)
            .thenComparingLong(RowKey::episodeId);

    static RowKey of(Watched watched) {
      return new RowKey(watched.userId(), watched.seriesId().value(), watched.episodeId().value());
    }

    @Override
    public int compareTo(RowKey other) {
      return ORDER.compare(this, other);
    }
  }
}
