package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.analytics.Rewatches;
import dev.yeoul.taste.Dismissals;
import dev.yeoul.taste.Ratings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What viewers said of series, and what they watched again; held in memory. */
final class Signs {
  private final Map<Pair, Integer> scores = new HashMap<>();
  private final Map<Pair, Integer> again = new HashMap<>();
  private final Set<Pair> dismissed = new HashSet<>();

  private record Pair(long user, long series) {}

  /**
   * All ratings and dismissals, and what was watched again.
   *
   * @param since from when on
   */
  static Signs read(Handle handle, MongoDatabase mongo, Instant since) {
    Signs signs = new Signs();
    Rewatches.each(
        mongo,
        since,
        found -> signs.again.put(new Pair(found.userId(), found.seriesId()), found.again()));
    Ratings.each(
        handle,
        rating -> signs.scores.put(new Pair(rating.userId(), rating.seriesId()), rating.score()));
    Dismissals.each(
        handle, found -> signs.dismissed.add(new Pair(found.userId(), found.seriesId())));
    return signs;
  }

  /** 1 to 5, or 0 for none. */
  int score(long user, long series) {
    return scores.getOrDefault(new Pair(user, series), 0);
  }

  /** On how many more days episodes were watched to their ends. */
  int again(long user, long series) {
    return again.getOrDefault(new Pair(user, series), 0);
  }

  boolean isDismissed(long user, long series) {
    return dismissed.contains(new Pair(user, series));
  }
}
