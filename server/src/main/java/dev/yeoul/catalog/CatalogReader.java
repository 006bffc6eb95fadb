package dev.yeoul.catalog;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /** The series that a viewer may see, in the order of the ids. */
  public Map<SeriesId, Series> series(Collection<SeriesId> ids) {
    return jdbi.withHandle(handle -> SeriesRows.byIds(handle, ids, false));
  }

  /** The series that joined the catalogue last. */
  public List<Series> newest(int count) {
    return jdbi.withHandle(handle -> {
      List<SeriesId> ids =
          handle
              .createQuery(
                  "SELECT id FROM series WHERE %s ORDER BY added_on DESC, id LIMIT :count"
                      .formatted(Visibility.SERIES))
              .bind("count", count)
              .mapTo(Long.class)
              .map(SeriesId::new)
              .list();
      return List.copyOf(SeriesRows.byIds(handle, ids, false).values());
    });
  }

  /** The series, deleted ones too, in the order of the ids: a viewer's history keeps its rows. */
  public Map<SeriesId, Series> seriesOfHistory(Collection<SeriesId> ids) {
    return jdbi.withHandle(handle -> SeriesRows.byIds(handle, ids, true));
  }

  /** The episodes that a viewer may see; their series may be deleted. */
  public Map<EpisodeId, Episode> episodes(Collection<EpisodeId> ids) {
    return jdbi.withHandle(handle -> EpisodeRows.byIds(handle, ids, false));
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
}
