package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.taste.Taste;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a viewer at one time.
 *
 * @param watched every series begun, the one watched last first
 * @param barred what is not to be shown: watched or dismissed
 */
record ViewerFacts(UserId user, List<WatchedSeries> watched, Taste taste, Set<Long> barred) {
  /** The lowest rating that speaks for a title; of 1 to 5. */
  private static final int LEAST_LIKED = 3;

  static ViewerFacts of(UserId user, List<WatchedSeries> watched, Taste taste) {
    Set<Long> barred =
        Stream.concat(watched.stream().map(WatchedSeries::series), taste.dismissed().stream())
            .map(SeriesId::value)
            .collect(Collectors.toSet());
    return new ViewerFacts(user, watched, taste, barred);
  }

  /** What speaks for others like it, the one watched last first. */
  List<WatchedSeries> liked() {
    return watched.stream().filter(series -> isLiked(series.series())).toList();
  }

  private boolean isLiked(SeriesId series) {
    return !taste.dismissed().contains(series)
        && taste.scores().getOrDefault(series, LEAST_LIKED) >= LEAST_LIKED;
  }

  /** Whether the viewer told at sign-up what to begin with. */
  boolean hasPreferences() {
    return !taste.preferences().genres().isEmpty() || !taste.preferences().series().isEmpty();
  }

  boolean isDismissed(long id) {
    return taste.dismissed().contains(new SeriesId(id));
  }
}
