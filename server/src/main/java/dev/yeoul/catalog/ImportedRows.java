package dev.yeoul.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What of a batch is in the database already. */
final class ImportedRows {
  private ImportedRows() {}

  /**
   * A row that an earlier import made.
   *
   * @param edited whether an editor changed or deleted it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by holds() alone
  record Row(SeriesId id, byte @Nullable [] hash, boolean edited) {
    boolean holds(byte[] other) {
      return Arrays.equals(hash, other);
    }
  }

  /**
   * By show_id, locked against editors until the transaction ends. What is not there is not locked:
   * that would lock the gaps, which batches side by side insert into.
   */
  static Map<String, Row> lock(Handle handle, Collection<String> showIds) {
    List<Long> ids =
        handle
            .createQuery("SELECT id FROM series WHERE show_id IN (<show_ids>)")
            .bindList("show_ids", List.copyOf(showIds))
            .mapTo(Long.class)
            .list();
    Map<String, Row> rows = new HashMap<>();
    if (ids.isEmpty()) {
      return rows;
    }
    handle
        .createQuery(
            """
            SELECT id, show_id, import_hash,
                   edited_at IS NOT NULL OR deleted_at IS NOT NULL AS edited
            FROM series WHERE id IN (<ids>) FOR UPDATE
            """)
        .bindList("ids", ids)
        .map((row, context) ->
            Map.entry(
                row.getString("show_id"),
                new Row(
                    new SeriesId(row.getLong("id")),
                    row.getBytes("import_hash"),
                    row.getBoolean("edited"))))
        .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
    return rows;
  }

  /** Those of the series that have an episode. */
  static Set<SeriesId> withEpisodes(Handle handle, Collection<SeriesId> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        handle
            .createQuery(
                "SELECT DISTINCT series_id FROM episodes WHERE series_id IN (<ids>) AND live = 1")
            .bindList("ids", ids.stream().map(SeriesId::value).toList())
            .map((row, context) -> new SeriesId(row.getLong(1)))
            .list());
  }
}
