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

/** What an editor does to episodes. */
@Singleton
final class EpisodeEditor {
  private static final EpisodeId NONE = new EpisodeId(-1);

  private final ChangeFeed changes;
  private final Clock clock;

  EpisodeEditor(ChangeFeed changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** Adds an episode, and its season where that is missing. */
  Episode add(SeriesId series, EpisodeInput input) {
    return changes.transact((handle, log) -> {
      Series parent = SeriesRows.lock(handle, series);
      requireFree(handle, series, input, NONE);
      makeRoom(handle, parent, input);
      EpisodeId id = EpisodeRows.insert(handle, series, input);
      changed(handle, log, "EpisodeAdded", series, clock.instant());
      return found(handle, series, id);
    });
  }

  Episode replace(SeriesId series, EpisodeId id, EpisodeInput input, @Nullable String ifMatch) {
    return changes.transact((handle, log) -> {
      Series parent = SeriesRows.lock(handle, series);
      requireMatch(handle, series, id, ifMatch);
      requireFree(handle, series, input, id);
      makeRoom(handle, parent, input);
      EpisodeRows.update(handle, id, input);
      changed(handle, log, "EpisodeChanged", series, clock.instant());
      return found(handle, series, id);
    });
  }

  void delete(SeriesId series, EpisodeId id, @Nullable String ifMatch) {
    changes.transact((handle, log) -> {
      SeriesRows.lock(handle, series);
      Episode before = requireMatch(handle, series, id, ifMatch);
      Instant now = clock.instant();
      EpisodeRows.delete(handle, id, now);
      changed(handle, log, "EpisodeDeleted", series, now);
      return before;
    });
  }

  private static Episode requireMatch(
      Handle handle, SeriesId series, EpisodeId id, @Nullable String ifMatch) {
    Episode episode = found(handle, series, id);
    ETags.requireMatch(ifMatch, Representation.etag(episode));
    return episode;
  }

  private static void requireFree(
      Handle handle, SeriesId series, EpisodeInput input, EpisodeId except) {
    if (EpisodeRows.taken(handle, series, input, except)) {
      throw new ProblemException(
          CatalogProblem.NUMBER_TAKEN,
          "Season %d of series %s already has an episode %d"
              .formatted(input.seasonNumber(), series, input.episodeNumber()));
    }
  }

  private static void makeRoom(Handle handle, Series parent, EpisodeInput input) {
    if (parent.kind() == Kind.SHOW) {
      SeasonRows.ensure(handle, parent.id(), input.seasonNumber());
    } else if (!input.fitsMovie()) {
      throw ProblemException.invalid(
          input.seasonNumber() == 1 ? "/episode_number" : "/season_number",
          "must be 1: a movie is season 1, episode 1");
    }
  }

  private static Episode found(Handle handle, SeriesId series, EpisodeId id) {
    return EpisodeRows.find(handle, series, id).orElseThrow(() -> EpisodeRows.notFound(series, id));
  }

  private static void changed(
      Handle handle, ChangeLog log, String event, SeriesId series, Instant now) {
    SeriesChanges.touch(handle, series, now);
    log.add(event, series.tag(), CatalogTags.LISTS);
  }
}
