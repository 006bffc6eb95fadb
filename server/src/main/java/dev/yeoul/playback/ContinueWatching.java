package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.Episode;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.Series;
import dev.yeoul.catalog.SeriesId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a viewer may go on with. Blocking. */
@Singleton
final class ContinueWatching {
  private final WatchedRows watched;
  private final EpisodePlaces places;
  private final CatalogReader catalog;

  ContinueWatching(WatchedRows watched, EpisodePlaces places, CatalogReader catalog) {
    this.watched = watched;
    this.places = places;
    this.catalog = catalog;
  }

  /**
   * Part of the list.
   *
   * @param next the entry behind which the next part is; null where there is none
   */
  record Page(List<WatchingView> views, long total, @Nullable EntryId next) {}

  /** A series and its latest rows, newest first. */
  private record Begun(SeriesId series, List<ProgressRow> rows) {
    /** In the list: by the newest row, also where its episode was deleted. */
    EntryId place() {
      return rows.getFirst().entry();
    }
  }

  /**
   * A series each, the one written last first. An episode seen to the end gives way to the next
   * one; after the last one the series drops out. What was deleted from the catalogue is not shown.
   * Only the part's titles are loaded: which of the others count is known by the episodes' places.
   *
   * @param before only series written before this entry; null for all
   */
  Page of(UserId user, @Nullable EntryId before, long skip, int limit) {
    Map<SeriesId, List<ProgressRow>> all = watched.watching(user);
    all.keySet().retainAll(Set.copyOf(places.continued(all)));
    all.keySet().retainAll(catalog.visible(all.keySet()));
    List<Begun> rest =
        all.entrySet().stream()
            .map(series -> new Begun(series.getKey(), series.getValue()))
            .filter(series -> before == null || series.place().compareTo(before) < 0)
            .skip(skip)
            .limit(limit + 1L)
            .toList();
    boolean more = rest.size() > limit;
    List<Begun> part = more ? rest.subList(0, limit) : rest;
    return new Page(views(part), all.size(), more ? part.getLast().place() : null);
  }

  private List<WatchingView> views(List<Begun> part) {
    Map<SeriesId, Series> series = catalog.series(part.stream().map(Begun::series).toList());
    List<ProgressRow> rows = part.stream().flatMap(begun -> begun.rows().stream()).toList();
    Map<EpisodeId, Episode> visible =
        catalog.episodes(rows.stream().map(ProgressRow::episodeId).toList());
    Map<EpisodeId, Episode> following =
        catalog.following(
            rows.stream().filter(ProgressRow::completed).map(ProgressRow::episodeId).toList());
    List<WatchingView> views = new ArrayList<>();
    for (Begun begun : part) {
      Series of = series.get(begun.series());
      WatchingView view = of == null ? null : view(of, begun.rows(), visible, following);
      if (view != null) { // else it was deleted this instant
        views.add(view);
      }
    }
    return views;
  }

  private static @Nullable WatchingView view(
      Series series,
      List<ProgressRow> rows,
      Map<EpisodeId, Episode> visible,
      Map<EpisodeId, Episode> following) {
    for (ProgressRow row : rows) {
      if (row.completed()) {
        Episode next = following.get(row.episodeId());
        return next == null ? null : WatchingView.next(series, next, row);
      }
      Episode episode = visible.get(row.episodeId());
      if (episode != null) {
        return WatchingView.resume(series, episode, row);
      }
    }
    return null;
  }
}
