package dev.yeoul.playback;

import dev.yeoul.catalog.SeriesId;
import java.time.Instant;

/**
 * A series that a viewer began.
 *
 * @param seen how much of it was watched: the shares of its started episodes ({@link
 *     Watching#share(long, Long, boolean)}), added up
 * @param at when it was watched last
 */
public record WatchedSeries(SeriesId series, double seen, Instant at) {
  /** With another one of its episodes. */
  WatchedSeries plus(WatchedSeries other) {
    return new WatchedSeries(series, seen + other.seen, later(other));
  }

  private Instant later(WatchedSeries other) {
    return at.isAfter(other.at) ? at : other.at;
  }
}
