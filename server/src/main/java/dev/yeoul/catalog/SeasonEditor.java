package dev.yeoul.catalog;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeLog;
import dev.yeoul.platform.ETags;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Representation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What an editor does to seasons. */
@Singleton
final class SeasonEditor {
  private final ChangeFeed changes;
  private final Clock clock;

  SeasonEditor(ChangeFeed changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  Season add(SeriesId series, SeasonInput input) {
    return changes.transact((handle, log) -> {
      if (SeriesRows.lock(handle, series).kind() == Kind.MOVIE) {
        throw new ProblemException(
            CatalogProblem.MOVIE_HAS_NO_SEASONS,
            "Series " + series + " is a movie: it is one episode, season 1, episode 1");
      }
      requireFree(handle, series, input.seasonNumber());
      SeasonRows.insert(handle, series, input.seasonNumber(), input.title());
      changed(handle, log, "SeasonAdded", series, clock.instant());
      return found(handle, series, input.seasonNumber());
    });
  }

  Season replace(SeriesId series, int number, SeasonInput input, @Nullable String ifMatch) {
    return changes.transact((handle, log) -> {
      requireMatch(handle, series, number, ifMatch);
      if (number != input.seasonNumber()) {
        requireFree(handle, series, input.seasonNumber());
      }
      SeasonRows.update(handle, series, number, input);
      changed(handle, log, "SeasonChanged", series, clock.instant());
      return found(handle, series, input.seasonNumber());
    });
  }

  /** Deletes a season with its episodes. */
  void delete(SeriesId series, int number, @Nullable String ifMatch) {
    changes.transact((handle, log) -> {
      Season before = requireMatch(handle, series, number, ifMatch);
      Instant now = clock.instant();
      EpisodeRows.deleteSeason(handle, series, number, now);
      SeasonRows.delete(handle, series, number);
      changed(handle, log, "SeasonDeleted", series, now);
      return before;
    });
  }

  private static Season requireMatch(
      Handle handle, SeriesId series, int number, @Nullable String ifMatch) {
    SeriesRows.lock(handle, series);
    Season season = found(handle, series, number);
    ETags.requireMatch(ifMatch, Representation.etag(season));
    return season;
  }

  private static void requireFree(Handle handle, SeriesId series, int number) {
    if (SeasonRows.find(handle, series, number).isPresent()) {
      throw new ProblemException(
          CatalogProblem.NUMBER_TAKEN, "Series " + series + " already has a season " + number);
    }
  }

  private static Season found(Handle handle, SeriesId series, int number) {
    return SeasonRows.find(handle, series, number)
        .orElseThrow(() -> SeasonRows.notFound(series, number));
  }

  private static void changed(
      Handle handle, ChangeLog log, String event, SeriesId series, Instant now) {
    SeriesChanges.touch(handle, series, now);
    log.add(event, series.tag(), CatalogTags.LISTS);
  }
}
