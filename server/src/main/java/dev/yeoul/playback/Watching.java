package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a viewer came in an episode.
 *
 * @param share how much of the episode was seen, see {@link #share}
 * @param at when the viewer last reported a position in it
 */
public record Watching(UserId user, SeriesId series, double share, Instant at) {
  /** What an episode counts whose length is not known. */
  static final double UNKNOWN_LENGTH = 0.5;

  /**
   * How much of an episode was seen, 0 to 1: what lies before the last position, 1 where it counts
   * as completed, a half where its length is not known.
   */
  static double share(long positionMs, @Nullable Long durationMs, boolean completed) {
    if (completed) {
      return 1;
    }
    return durationMs == null ? UNKNOWN_LENGTH : Math.min(1, (double) positionMs / durationMs);
  }
}
