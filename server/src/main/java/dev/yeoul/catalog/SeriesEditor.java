package dev.yeoul.catalog;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ETags;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Representation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What an editor does to series. A change and its change row commit together. */
@Singleton
final class SeriesEditor {
  private final ChangeFeed changes;
  private final Clock clock;

  SeriesEditor(ChangeFeed changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  Series add(SeriesInput input) {
    return changes.transact((handle, log) -> {
      SeriesId id = SeriesChanges.insert(handle, input, clock.instant());
      log.add("SeriesAdded", id.tag(), CatalogTags.LISTS, CatalogTags.PLACES);
      return found(handle, id);
    });
  }

  Series replace(SeriesId id, SeriesInput input, @Nullable String ifMatch) {
    return changes.transact((handle, log) -> {
      Series before = SeriesRows.lock(handle, id);
      ETags.requireMatch(ifMatch, Representation.etag(before));
      requireKindFree(handle, before, input.kind());
      SeriesChanges.update(handle, id, input, clock.instant());
      if (moves(before, input)) {
        log.add("SeriesMoved", id.tag(), CatalogTags.LISTS, CatalogTags.PLACES);
      } else {
        log.add("SeriesChanged", id.tag(), CatalogTags.LISTS);
      }
      return found(handle, id);
    });
  }

  void delete(SeriesId id, @Nullable String ifMatch) {
    changes.transact((handle, log) -> {
      Series before = SeriesRows.lock(handle, id);
      ETags.requireMatch(ifMatch, Representation.etag(before));
      SeriesChanges.delete(handle, id, clock.instant());
      log.add("SeriesDeleted", id.tag(), CatalogTags.LISTS, CatalogTags.PLACES);
      return before;
    });
  }

  /** Whether it stands elsewhere in some list, or other filters find it. */
  private static boolean moves(Series before, SeriesInput input) {
    return before.kind() != input.kind()
        || !before.title().equals(input.title())
        || !Objects.equals(before.releaseYear(), input.releaseYear())
        || !Objects.equals(before.rating(), input.rating())
        || !before.genres().equals(input.genres());
  }

  private static void requireKindFree(Handle handle, Series before, Kind kind) {
    boolean used =
        !before.seasons().isEmpty() || !EpisodeRows.of(handle, before.id(), null).isEmpty();
    if (before.kind() != kind && used) {
      throw new ProblemException(
          CatalogProblem.KIND_IN_USE,
          "Delete the seasons and episodes of series " + before.id() + " first");
    }
  }

  private static Series found(Handle handle, SeriesId id) {
    return SeriesRows.find(handle, id).orElseThrow(() -> SeriesRows.notFound(id));
  }
}
