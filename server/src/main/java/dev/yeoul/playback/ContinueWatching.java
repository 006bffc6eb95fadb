package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.Episode;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.Series;
import dev.yeoul.catalog.SeriesId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a viewer may go on with. Blocking. */
@Singleton
final class ContinueWatching {
  private final WatchedRows watched;
  private final CatalogReader catalog;

  ContinueWatching(WatchedRows watched, CatalogReader catalog) {
    this.watched = watched;
    this.catalog = catalog;
  }

  /**
   * A series each, the one written last first. An episode seen to the end gives way to the next
   * one; after the last one the series drops out. What was deleted from the catalogue is not shown.
   */
  List<WatchingView> of(UserId user) {
    return of(watched.watching(user));
  }

  private List<WatchingView> of(Map<SeriesId, List<ProgressRow>> bySeries) {
    Map<SeriesId, Series> series = catalog.series(bySeries.keySet());
    List<EpisodeId> ids =
        bySeries.values().stream().flatMap(Collection::stream).map(ProgressRow::episodeId).toList();
    Map<EpisodeId, Episode> visible = catalog.episodes(ids);
    Map<EpisodeId, Episode> following =
        catalog.following(
            bySeries.values().stream()
                .flatMap(Collection::stream)
                .filter(ProgressRow::completed)
                .map(ProgressRow::episodeId)
                .toList());
    List<WatchingView> views = new ArrayList<>();
    bySeries.forEach((id, rows) -> {
      Series of = series.get(id);
      WatchingView view = of == null ? null : view(of, rows, visible, following);
      if (view != null) {
        views.add(view);
      }
    });
    return views;
  }

  private static @Nullable WatchingView view(
      Series series,
      List<ProgressRow> rows,
      Map<EpisodeId, Episode> visible,
      Map<EpisodeId, Episode> following) {
    EntryId place = rows.getFirst().entry();
    for (ProgressRow row : rows) {
      if (row.completed()) {
        Episode next = following.get(row.episodeId());
        return next == null ? null : WatchingView.next(series, next, row, place);
      }
      Episode episode = visible.get(row.episodeId());
      if (episode != null) {
        return WatchingView.resume(series, episode, row, place);
      }
    }
    return null;
  }
}
