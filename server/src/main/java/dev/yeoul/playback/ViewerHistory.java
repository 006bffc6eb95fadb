package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import jakarta.inject.Singleton;

/** What a viewer watched, for other features. Blocking. */
@Singleton
public final class ViewerHistory {
  private final WatchedRows watched;

  ViewerHistory(WatchedRows watched) {
    this.watched = watched;
  }

  /** Whether there is a play of the series that was accepted and not removed since. */
  public boolean hasWatched(UserId user, SeriesId series) {
    return !watched.ofSeries(user, series).isEmpty();
  }
}
