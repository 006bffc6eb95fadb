package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.OneTimeQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One viewer's rows of viewing_progress. Blocking. */
final class ProgressRows {
  private static final String COLUMNS =
      "series_id, episode_id, position_ms, duration_ms, completed, entry_ms, entry_seq";

  /** Those behind the latest row matter only where the latest one's episode was deleted. */
  static final int LATEST_OF_SERIES = 3;

  private final Jdbi jdbi;

  ProgressRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  List<ProgressRow> ofSeries(UserId user, SeriesId series) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT "
                    + COLUMNS
                    + " FROM viewing_progress"
                    + " WHERE user_id = :user AND series_id = :series")
            .bind("user", user.value())
            .bind("series", series.value())
            .map((row, context) -> row(row))
            .list());
  }

  /** With the index' statistics: MySQL would else look at it for each pair once more, to plan. */
  static List<ViewerHistory.Play> plays(Handle handle, Collection<ViewerHistory.Play> asked) {
    String pairs =
        asked.stream()
            .map(play -> "(" + play.user() + "," + play.series() + ")")
            .collect(Collectors.joining(","));
    return OneTimeQuery.rows(
        handle,
        "SELECT /*+ SET_VAR(eq_range_index_dive_limit = 1) */ DISTINCT user_id, series_id"
            + " FROM viewing_progress"
            + " WHERE (user_id, series_id) IN (%s)".formatted(pairs),
        row -> new ViewerHistory.Play(new UserId(row.getLong(1)), new SeriesId(row.getLong(2))));
  }

  /** The latest few rows of each series. */
  List<ProgressRow> latest(UserId user) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT "
                    + COLUMNS
                    + " FROM ("
                    + "SELECT "
                    + COLUMNS
                    + ", ROW_NUMBER() OVER (PARTITION BY series_id"
                    + " ORDER BY entry_ms DESC, entry_seq DESC) AS place"
                    + " FROM viewing_progress WHERE user_id = :user) AS ranked"
                    + " WHERE place <= :most")
            .bind("user", user.value())
            .bind("most", LATEST_OF_SERIES)
            .map((row, context) -> row(row))
            .list());
  }

  /** Every row. */
  List<ProgressRow> all(UserId user) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT " + COLUMNS + " FROM viewing_progress WHERE user_id = :user")
            .bind("user", user.value())
            .map((row, context) -> row(row))
            .list());
  }

  /** How many rows there are, without those of some episodes. */
  long count(UserId user, Collection<Long> withoutEpisodes) {
    String sql =
        "SELECT COUNT(*) FROM viewing_progress WHERE user_id = "
            + user.value()
            + " AND episode_id NOT IN (%s)";
    return jdbi.withHandle(handle ->
        OneTimeQuery.rows(handle, sql, orNone(withoutEpisodes), row -> row.getLong(1)).getFirst());
  }

  /** A part of the rows, newest first, without those of some episodes. */
  List<ProgressRow> newest(
      UserId user,
      Collection<Long> withoutEpisodes,
      @Nullable EntryId before,
      long skip,
      int most) {
    EntryId bound = before == null ? new EntryId(Long.MAX_VALUE, 0) : before;
    String sql =
        """
        SELECT %1$s FROM viewing_progress
        WHERE user_id = %2$s AND episode_id NOT IN (%%s)
          AND entry_ms <= %3$s AND (entry_ms < %3$s OR entry_seq < %4$s)
        ORDER BY entry_ms DESC, entry_seq DESC, episode_id
        LIMIT %5$s OFFSET %6$s
        """
            .formatted(COLUMNS, user.value(), bound.ms(), bound.seq(), most, skip);
    return jdbi.withHandle(
        handle -> OneTimeQuery.rows(handle, sql, orNone(withoutEpisodes), ProgressRows::row));
  }

  /** SQL has no empty list, and no episode has the id 0. */
  private static Collection<Long> orNone(Collection<Long> ids) {
    return ids.isEmpty() ? List.of(0L) : ids;
  }

  private static ProgressRow row(ResultSet row) throws SQLException {
    return new ProgressRow(
        new SeriesId(row.getLong("series_id")),
        new EpisodeId(row.getLong("episode_id")),
        row.getLong("position_ms"),
        row.getObject("duration_ms", Long.class),
        row.getBoolean("completed"),
        new EntryId(row.getLong("entry_ms"), row.getLong("entry_seq")));
  }
}
