package dev.yeoul.taste;

import dev.yeoul.playback.ViewerHistory.Play;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer says of a series.
 *
 * @param score 1 to 5; null where the viewer takes a rating back
 * @param at when; to the millisecond, as it is kept
 * @param known whether the viewer is known to have watched it; where not, the writer looks
 */
record RatingChange(Play of, @Nullable Integer score, Instant at, boolean known) {
  /** What becomes of it. */
  enum Outcome {
    WRITTEN,
    /** There is no such series. */
    NO_SERIES,
    /** MySQL has no play of it. */
    NO_PLAY
  }

  boolean needsPlay() {
    return score != null && !known;
  }

  RatingChange ofKnown() {
    return new RatingChange(of, score, at, true);
  }
}
