package dev.yeoul.catalog;

import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.platform.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table seasons. Changes expect the series to be locked. */
final class SeasonRows {
  private static final String COUNTED =
      """
      SELECT n.series_id, n.season_number, n.title, COUNT(e.id) AS episode_count
      FROM seasons n
      LEFT JOIN episodes e
        ON e.series_id = n.series_id AND e.season_number = n.season_number AND e.live = 1
      WHERE %s
      GROUP BY n.series_id, n.season_number
      ORDER BY n.series_id, n.season_number
      """;

  private SeasonRows() {}

  /** The seasons of each of these series, by number. */
  static Map<SeriesId, List<SeasonSummary>> summaries(Handle handle, Collection<SeriesId> ids) {
    Map<SeriesId, List<SeasonSummary>> seasons = new HashMap<>();
    if (ids.isEmpty()) {
      return seasons;
    }
    OneTimeQuery.rows(
            handle,
            COUNTED.formatted("n.series_id IN (%s)"),
            ids.stream().map(SeriesId::value).toList(),
            row ->
                Map.entry(
                    new SeriesId(row.getLong("series_id")),
                    new SeasonSummary(row.getInt("season_number"), row.getInt("episode_count"))))
        .forEach(season ->
            seasons
                .computeIfAbsent(season.getKey(), id -> new ArrayList<>())
                .add(season.getValue()));
    return seasons;
  }

  /** All of a series, by number. */
  static List<Season> of(Handle handle, SeriesId series) {
    return query(handle, series, null);
  }

  /** One of a series. */
  static Optional<Season> find(Handle handle, SeriesId series, int number) {
    return query(handle, series, number).stream().findFirst();
  }

  private static List<Season> query(Handle handle, SeriesId series, @Nullable Integer number) {
    String condition =
        "n.series_id = :series AND n.season_number = COALESCE(:number, n.season_number)";
    return handle
        .createQuery(COUNTED.formatted(condition))
        .bind("series", series.value())
        .bind("number", number)
        .map((row, context) ->
            new Season(
                new SeriesId(row.getLong("series_id")),
                row.getInt("season_number"),
                row.getString("title"),
                row.getInt("episode_count")))
        .list();
  }

  static ProblemException notFound(SeriesId series, int number) {
    return new ProblemException(
        CatalogProblem.SEASON_NOT_FOUND,
        number < 0
            ? "Series " + series + " has no such season"
            : "Series " + series + " has no season " + number);
  }

  static void insert(Handle handle, SeriesId series, int number, @Nullable String title) {
    handle
        .createUpdate(
            """
            INSERT INTO seasons (series_id, season_number, title) VALUES (:series, :number, :title)
            """)
        .bind("series", series.value())
        .bind("number", number)
        .bind("title", title)
        .execute();
  }

  /** Makes sure that a season is there for an episode. */
  static void ensure(Handle handle, SeriesId series, int number) {
    handle
        .createUpdate(
            """
            INSERT INTO seasons (series_id, season_number) VALUES (:series, :number)
            ON DUPLICATE KEY UPDATE season_number = season_number
            """)
        .bind("series", series.value())
        .bind("number", number)
        .execute();
  }

  /** Gives a season another number, which its episodes follow, and another title. */
  static void update(Handle handle, SeriesId series, int number, SeasonInput input) {
    handle
        .createUpdate(
            """
            UPDATE seasons SET season_number = :to, title = :title
            WHERE series_id = :series AND season_number = :number
            """)
        .bind("to", input.seasonNumber())
        .bind("title", input.title())
        .bind("series", series.value())
        .bind("number", number)
        .execute();
    handle
        .createUpdate(
            """
            UPDATE episodes SET season_number = :to
            WHERE series_id = :series AND season_number = :number AND live = 1
            """)
        .bind("to", input.seasonNumber())
        .bind("series", series.value())
        .bind("number", number)
        .execute();
  }

  static void delete(Handle handle, SeriesId series, int number) {
    handle
        .createUpdate("DELETE FROM seasons WHERE series_id = :series AND season_number = :number")
        .bind("series", series.value())
        .bind("number", number)
        .execute();
  }
}
