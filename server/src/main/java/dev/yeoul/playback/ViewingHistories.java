package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Everybody's histories, as MySQL has them: what was removed is not among them, and the last
 * seconds may still wait in Redis.
 */
public final class ViewingHistories {
  private static final String ALL =
      """
      SELECT user_id, series_id, position_ms, duration_ms, completed, entry_ms
      FROM viewing_progress FORCE INDEX FOR ORDER BY (PRIMARY)
      ORDER BY user_id, series_id, episode_id
      """;

  private ViewingHistories() {}

  /**
   * Hands over every episode that a viewer started, by user and then by series. Row by row, so that
   * any number of them needs no memory; the connection can do nothing else meanwhile.
   */
  public static void each(Handle handle, Consumer<Watching> consumer) {
    try (Stream<Watching> rows =
        handle
            .createQuery(ALL)
            .setFetchSize(Integer.MIN_VALUE) // the driver's word for row by row
            .map((row, context) -> watching(row))
            .stream()) {
      rows.forEach(consumer);
    }
  }

  private static Watching watching(ResultSet row) throws SQLException {
    return new Watching(
        new UserId(row.getLong("user_id")),
        new SeriesId(row.getLong("series_id")),
        Watching.share(
            row.getLong("position_ms"),
            row.getObject("duration_ms", Long.class),
            row.getBoolean("completed")),
        Instant.ofEpochMilli(row.getLong("entry_ms")));
  }
}
