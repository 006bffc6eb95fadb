package dev.yeoul.playback;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.OneTimeQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Removals in MySQL. Each leaves a row in viewing_removals behind, so that an entry from before it
 * never comes back, however late it is stored.
 */
final class RemovalStore {
  private final Jdbi jdbi;

  RemovalStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Removes, and tells every node that what it has made from the viewer's history is no longer
   * true; repeating it, or doing it after a later one, only tells once more.
   */
  static void apply(ChangeFeed changes, Removal removal) {
    var _ =
        changes.transact((handle, log) -> {
          apply(handle, removal);
          log.add("HistoryRemoved", ViewerHistory.REMOVAL_TAG + removal.userId());
          return removal;
        });
  }

  private static void apply(Handle handle, Removal removal) {
    // storing a viewer's progress holds this row shared: one comes wholly after the other
    handle
        .createQuery("SELECT id FROM users WHERE id = :user FOR UPDATE")
        .bind("user", removal.userId())
        .mapTo(long.class)
        .findOne();
    remember(handle, removal);
    if (removal.scope() == Removal.Scope.HISTORY) {
      delete(handle, removal);
    }
  }

  private static void remember(Handle handle, Removal removal) {
    handle
        .createUpdate(
            """
            INSERT INTO viewing_removals (user_id, series_id, scope, entry_ms, entry_seq)
            VALUES (:user, :series, :scope, :ms, :seq) AS new
            ON DUPLICATE KEY UPDATE
              entry_seq = IF((new.entry_ms, new.entry_seq)
                             > (viewing_removals.entry_ms, viewing_removals.entry_seq),
                             new.entry_seq, viewing_removals.entry_seq),
              entry_ms = GREATEST(new.entry_ms, viewing_removals.entry_ms)
            """)
        .bind("user", removal.userId())
        .bind("series", removal.seriesId())
        .bind("scope", removal.scope().label())
        .bind("ms", removal.upTo().ms())
        .bind("seq", removal.upTo().seq())
        .execute();
  }

  private static void delete(Handle handle, Removal removal) {
    handle
        .createUpdate(
            """
            DELETE FROM viewing_progress
            WHERE user_id = :user AND (:series = 0 OR series_id = :series)
              AND (entry_ms < :ms OR (entry_ms = :ms AND entry_seq <= :seq))
            """)
        .bind("user", removal.userId())
        .bind("series", removal.seriesId())
        .bind("ms", removal.upTo().ms())
        .bind("seq", removal.upTo().seq())
        .execute();
  }

  /** One scope's removals of one viewer, by series id. */
  Map<Long, EntryId> of(long userId, Removal.Scope scope) {
    return jdbi.withHandle(handle -> of(handle, List.of(userId), scope))
        .getOrDefault(userId, Map.of());
  }

  /** One scope's removals, by user id and then by series id, as this transaction sees them. */
  static Map<Long, Map<Long, EntryId>> of(
      Handle handle, Collection<Long> userIds, Removal.Scope scope) {
    Map<Long, Map<Long, EntryId>> found = new HashMap<>();
    String sql =
        "SELECT user_id, series_id, entry_ms, entry_seq FROM viewing_removals WHERE scope = '"
            + scope.label()
            + "' AND user_id IN (%s)";
    OneTimeQuery.rows(handle, sql, userIds, row -> removal(row, scope))
        .forEach(removal ->
            found
                .computeIfAbsent(removal.userId(), user -> new HashMap<>())
                .put(removal.seriesId(), removal.upTo()));
    return found;
  }

  private static Removal removal(ResultSet row, Removal.Scope scope) throws SQLException {
    return new Removal(
        row.getLong("user_id"),
        row.getLong("series_id"),
        scope,
        new EntryId(row.getLong("entry_ms"), row.getLong("entry_seq")));
  }
}
