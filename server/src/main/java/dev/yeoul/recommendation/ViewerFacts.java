package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.KnownHistory;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.taste.Preferences;
import dev.yeoul.taste.Taste;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of a viewer at one time.
 *
 * @param history what was watched
 * @param watched every series begun, the one watched last first
 * @param liked those of them that speak for others like them
 * @param barred what is not to be shown: watched or dismissed
 */
record ViewerFacts(
    UserId user,
    KnownHistory history,
    List<WatchedSeries> watched,
    List<WatchedSeries> liked,
    Taste taste,
    Set<Long> barred) {
  /** The lowest rating that speaks for a title; of 1 to 5. */
  private static final int LEAST_LIKED = 3;

  static ViewerFacts of(UserId user, KnownHistory history, Taste taste) {
    return of(user, history, history.series(), taste);
  }

  static ViewerFacts of(
      UserId user, KnownHistory history, List<WatchedSeries> watched, Taste taste) {
    Set<Long> barred = HashSet.newHashSet(watched.size() + taste.dismissed().size());
    watched.forEach(series -> barred.add(series.series().value()));
    taste.dismissed().forEach(series -> barred.add(series.value()));
    List<WatchedSeries> liked =
        watched.stream().filter(series -> isLiked(series.series(), taste)).toList();
    return new ViewerFacts(user, history, watched, liked, taste, barred);
  }

  private static boolean isLiked(SeriesId series, Taste taste) {
    return !taste.dismissed().contains(series)
        && taste.scores().getOrDefault(series, LEAST_LIKED) >= LEAST_LIKED;
  }

  /** Whether the viewer told at sign-up what to begin with. */
  boolean hasPreferences() {
    return !taste.preferences().equals(Preferences.NONE);
  }

  boolean isDismissed(long id) {
    return taste.dismissed().contains(new SeriesId(id));
  }
}
