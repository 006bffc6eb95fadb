package dev.yeoul.catalog;

import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table episodes. Changes expect the series to be locked. */
final class EpisodeRows {
  private static final String COLUMNS =
      """
      SELECT e.id, e.series_id, e.season_number, e.episode_number, e.title, e.description,
             e.duration_seconds, e.generated
      """;

  private EpisodeRows() {}

  /** Those of a series, or of one season, in the order of their numbers. */
  static List<Episode> of(Handle handle, SeriesId series, @Nullable Integer season) {
    return handle
        .createQuery(
            COLUMNS
                + """
                FROM episodes e
                WHERE e.series_id = :series AND %s%s
                ORDER BY e.season_number, e.episode_number
                """
                    .formatted(
                        Visibility.EPISODE,
                        season == null ? "" : " AND e.season_number = " + season))
        .bind("series", series.value())
        .map((row, context) -> row(row))
        .list();
  }

  /** One of a series. */
  static Optional<Episode> find(Handle handle, SeriesId series, EpisodeId id) {
    return handle
        .createQuery(
            COLUMNS
                + "FROM episodes e WHERE e.id = :id AND e.series_id = :series AND "
                + Visibility.EPISODE)
        .bind("id", id.value())
        .bind("series", series.value())
        .map((row, context) -> row(row))
        .findOne();
  }

  static ProblemException notFound(SeriesId series, EpisodeId id) {
    return new ProblemException(
        CatalogProblem.EPISODE_NOT_FOUND, "Series " + series + " has no episode with id " + id);
  }

  /** What playback must know, of an episode whose series may be seen too. */
  static Optional<EpisodeFacts> facts(Handle handle, EpisodeId id) {
    return handle
        .createQuery(
            COLUMNS
                + """
                FROM episodes e
                WHERE e.id = :id AND %s
                  AND EXISTS (SELECT 1 FROM series WHERE id = e.series_id AND %s)
                """
                    .formatted(Visibility.EPISODE, Visibility.SERIES))
        .bind("id", id.value())
        .map((row, context) -> row(row))
        .findOne()
        .map(episode ->
            new EpisodeFacts(
                episode.id(),
                episode.seriesId(),
                episode.seasonNumber(),
                episode.episodeNumber(),
                episode.durationSeconds() == null ? null : episode.durationSeconds() * 1_000L));
  }

  /** Those of the ids that exist. */
  static Map<EpisodeId, Episode> byIds(
      Handle handle, Collection<EpisodeId> ids, boolean deletedToo) {
    Map<EpisodeId, Episode> found = new HashMap<>();
    if (!ids.isEmpty()) {
      OneTimeQuery.rows(
              handle,
              COLUMNS
                  + "FROM episodes e WHERE e.id IN (%s) AND "
                  + (deletedToo ? "TRUE" : Visibility.EPISODE),
              ids.stream().map(EpisodeId::value).distinct().toList(),
              EpisodeRows::row)
          .forEach(episode -> found.put(episode.id(), episode));
    }
    return found;
  }

  /** For each of the ids the episode that follows it in its series, where there is one. */
  static Map<EpisodeId, Episode> following(Handle handle, Collection<EpisodeId> ids) {
    Map<EpisodeId, Episode> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    OneTimeQuery.rows(
            handle,
            following("e.*"),
            ids.stream().map(EpisodeId::value).distinct().toList(),
            row -> Map.entry(new EpisodeId(row.getLong("seen_id")), row(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** The ids, with columns of the episodes that follow. */
  private static String following(String columns) {
    return """
    SELECT seen.id AS seen_id, n.*
    FROM episodes seen
    JOIN LATERAL (
      SELECT %s FROM episodes e
      WHERE e.series_id = seen.series_id AND %s
        AND (e.season_number > seen.season_number
             OR (e.season_number = seen.season_number
                 AND e.episode_number > seen.episode_number))
      ORDER BY e.season_number, e.episode_number
      LIMIT 1) n ON TRUE
    WHERE seen.id IN (%%s)
    """
        .formatted(columns, Visibility.EPISODE);
  }

  /** Those of the ids whose episodes may be seen. */
  static Set<EpisodeId> visible(Handle handle, Collection<EpisodeId> ids) {
    return ids(
        handle, "SELECT e.id FROM episodes e WHERE e.id IN (%s) AND " + Visibility.EPISODE, ids);
  }

  /** Those of the ids that another episode follows in their series. */
  static Set<EpisodeId> followed(Handle handle, Collection<EpisodeId> ids) {
    return ids(handle, following("e.id AS next_id"), ids);
  }

  private static Set<EpisodeId> ids(Handle handle, String sql, Collection<EpisodeId> of) {
    return of.isEmpty()
        ? Set.of()
        : Set.copyOf(
            OneTimeQuery.rows(
                handle,
                sql,
                of.stream().map(EpisodeId::value).distinct().toList(),
                row -> new EpisodeId(row.getLong(1))));
  }

  /** Whether the number is another episode's. */
  static boolean taken(Handle handle, SeriesId series, EpisodeInput input, EpisodeId except) {
    return handle
        .createQuery(
            """
            SELECT e.id FROM episodes e
            WHERE e.series_id = :series AND e.season_number = :season
              AND e.episode_number = :number AND e.live = 1 AND e.id <> :except
            """)
        .bind("series", series.value())
        .bind("season", input.seasonNumber())
        .bind("number", input.episodeNumber())
        .bind("except", except.value())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  static EpisodeId insert(Handle handle, SeriesId series, EpisodeInput input) {
    return handle
        .createUpdate(
            """
            INSERT INTO episodes
              (series_id, season_number, episode_number, title, description, duration_seconds)
            VALUES (:series, :season, :number, :title, :description, :duration)
            """)
        .bind("series", series.value())
        .bind("season", input.seasonNumber())
        .bind("number", input.episodeNumber())
        .bind("title", input.title())
        .bind("description", input.description())
        .bind("duration", input.durationSeconds())
        .executeAndReturnGeneratedKeys()
        .mapTo(Long.class)
        .map(EpisodeId::new)
        .one();
  }

  /** An episode that an editor has written is no longer a generated one. */
  static void update(Handle handle, EpisodeId id, EpisodeInput input) {
    handle
        .createUpdate(
            """
            UPDATE episodes
            SET season_number = :season, episode_number = :number, title = :title,
                description = :description, duration_seconds = :duration, `generated` = FALSE
            WHERE id = :id
            """)
        .bind("season", input.seasonNumber())
        .bind("number", input.episodeNumber())
        .bind("title", input.title())
        .bind("description", input.description())
        .bind("duration", input.durationSeconds())
        .bind("id", id.value())
        .execute();
  }

  static void delete(Handle handle, EpisodeId id, Instant now) {
    handle
        .createUpdate("UPDATE episodes SET deleted_at = :now WHERE id = :id")
        .bind("now", now)
        .bind("id", id.value())
        .execute();
  }

  static void deleteSeason(Handle handle, SeriesId series, int season, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE episodes SET deleted_at = :now
            WHERE series_id = :series AND season_number = :season AND live = 1
            """)
        .bind("now", now)
        .bind("series", series.value())
        .bind("season", season)
        .execute();
  }

  private static Episode row(ResultSet row) throws SQLException {
    return new Episode(
        new EpisodeId(row.getLong("id")),
        new SeriesId(row.getLong("series_id")),
        row.getInt("season_number"),
        row.getInt("episode_number"),
        row.getString("title"),
        row.getString("description"),
        row.getObject("duration_seconds", Integer.class),
        row.getBoolean("generated"));
  }
}
