package dev.yeoul.catalog;

import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.platform.ProblemException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The catalogue for other features. Every method blocks, for virtual threads, and costs two queries
 * at most, however many ids it is given. Ids that are not there are missing from the answer.
 */
@Singleton
public final class CatalogReader {
  private final Jdbi jdbi;

  /** One on this database. */
  public CatalogReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether there is a series that a viewer may see. */
  public boolean seriesExists(SeriesId id) {
    return jdbi.withHandle(handle -> SeriesRows.exists(handle, id));
  }

  /**
   * Goes on only for a series that a viewer may see.
   *
   * @throws ProblemException 404 series_not_found
   */
  public void requireSeries(SeriesId id) {
    if (!seriesExists(id)) {
      throw noSeries(id);
    }
  }

  /** Those that a viewer may see; one query in the handle's transaction. */
  public static Set<SeriesId> visible(Handle handle, Collection<SeriesId> ids) {
    return Set.copyOf(
        OneTimeQuery.rows(
            handle,
            "SELECT id FROM series WHERE id IN (%s) AND " + Visibility.SERIES,
            ids.stream().map(SeriesId::value).toList(),
            row -> new SeriesId(row.getLong(1))));
  }

  /** Those that a viewer may see. */
  public Set<SeriesId> visible(Collection<SeriesId> ids) {
    return ids.isEmpty() ? Set.of() : jdbi.withHandle(handle -> visible(handle, ids));
  }

  /** What a call answers about a series that is not there: 404 series_not_found. */
  public static ProblemException noSeries(SeriesId id) {
    return new ProblemException(CatalogProblem.SERIES_NOT_FOUND, "There is no series " + id);
  }

  /** The series that a viewer may see, in the order of the ids. */
  public Map<SeriesId, Series> series(Collection<SeriesId> ids) {
    return jdbi.withHandle(handle -> SeriesRows.byIds(handle, ids, false));
  }

  /** The series that joined the catalogue last. */
  public List<Series> newest(int count) {
    return jdbi.withHandle(
        handle -> List.copyOf(SeriesRows.byIds(handle, newestIds(handle, count), false).values()));
  }

  /** The ids of the series that joined the catalogue last, of those that a viewer may see. */
  public List<SeriesId> newestIds(int count) {
    return jdbi.withHandle(handle -> newestIds(handle, count));
  }

  /** The same within a genre. */
  public List<SeriesId> newestIds(String genre, int count) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT s.id FROM series_genres g JOIN series s ON s.id = g.series_id
                WHERE g.genre = :genre ORDER BY s.added_on DESC, s.id LIMIT :count
                """)
            .bind("genre", genre)
            .bind("count", count)
            .mapTo(Long.class)
            .map(SeriesId::new)
            .list());
  }

  private static List<SeriesId> newestIds(Handle handle, int count) {
    return handle
        .createQuery(
            "SELECT id FROM series WHERE %s ORDER BY added_on DESC, id LIMIT :count"
                .formatted(Visibility.SERIES))
        .bind("count", count)
        .mapTo(Long.class)
        .map(SeriesId::new)
        .list();
  }

  /** The series, deleted ones too, in the order of the ids: a viewer's history keeps its rows. */
  public Map<SeriesId, Series> seriesOfHistory(Collection<SeriesId> ids) {
    return jdbi.withHandle(handle -> SeriesRows.byIds(handle, ids, true));
  }

  /** The episodes that a viewer may see; their series may be deleted. */
  public Map<EpisodeId, Episode> episodes(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.byIds(handle, ids, false));
  }

  /** The same, their ids alone. */
  public Set<EpisodeId> visibleEpisodes(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.visible(handle, ids));
  }

  /** The episodes, deleted ones too. */
  public Map<EpisodeId, Episode> episodesOfHistory(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.byIds(handle, ids, true));
  }

  /**
   * For each of the episodes, deleted ones too, the one that follows it in its series by season and
   * number. The last one of a series is missing from the answer.
   */
  public Map<EpisodeId, Episode> following(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.following(handle, ids));
  }

  /** Those of the episodes, deleted ones too, that one follows in their series. */
  public Set<EpisodeId> followed(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.followed(handle, ids));
  }
}
