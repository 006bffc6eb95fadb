package dev.yeoul.playback;

import dev.yeoul.playback.ViewingEvent.Watched;
import java.util.List;

/**
 * The statement that writes many rows of viewing_progress. Its values are numbers only and stand in
 * the text: preparing a statement of thousands of parameters costs a round trip more than it saves.
 */
final class UpsertSql {
  private static final String HEAD =
      """
      INSERT INTO viewing_progress
        (user_id, series_id, episode_id, position_ms, duration_ms, completed, entry_ms, entry_seq,
         updated_at)
      VALUES
      """;

  // MySQL assigns from left to right: the entry's id comes last, for every line compares it
  private static final String TAIL =
      """
       AS new
      ON DUPLICATE KEY UPDATE
        position_ms = IF(%1$s, new.position_ms, viewing_progress.position_ms),
        duration_ms = IF(%1$s, new.duration_ms, viewing_progress.duration_ms),
        completed = IF(%1$s, new.completed, viewing_progress.completed),
        updated_at = IF(%1$s, new.updated_at, viewing_progress.updated_at),
        entry_seq = IF(%1$s, new.entry_seq, viewing_progress.entry_seq),
        entry_ms = GREATEST(new.entry_ms, viewing_progress.entry_ms)
      """
          .formatted(
              "(new.entry_ms, new.entry_seq)"
                  + " > (viewing_progress.entry_ms, viewing_progress.entry_seq)");

  private UpsertSql() {}

  /** For entries of watched episodes, no two of the same one. */
  static String of(List<ViewingEntry> rows) {
    var sql = new StringBuilder(HEAD.length() + TAIL.length() + rows.size() * 120).append(HEAD);
    char before = ' ';
    for (ViewingEntry row : rows) {
      if (row.event() instanceof Watched watched) {
        append(sql.append(before), watched, row.id());
        before = ',';
      }
    }
    return sql.append(TAIL).toString();
  }

  private static void append(StringBuilder sql, Watched watched, EntryId id) {
    sql.append('(')
        .append(watched.userId())
        .append(',')
        .append(watched.seriesId().value())
        .append(',')
        .append(watched.episodeId().value())
        .append(',')
        .append(watched.positionMs())
        .append(',')
        .append(watched.durationMs() == null ? "NULL" : watched.durationMs().toString())
        .append(watched.completed() ? ",1," : ",0,")
        .append(id.ms())
        .append(',')
        .append(id.seq())
        .append(",FROM_UNIXTIME(")
        .append(id.ms())
        .append("/1000))");
  }
}
