package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.analytics.Rewatches;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
    if (hasTable(handle, "ratings")) {
      try (Stream<Map.Entry<Pair, Integer>> rows =
          handle
              .createQuery("SELECT user_id, series_id, score FROM ratings")
              .setFetchSize(Integer.MIN_VALUE)
              .map((row, context) ->
                  Map.entry(new Pair(row.getLong(1), row.getLong(2)), row.getInt(3)))
              .stream()) {
        rows.forEach(row -> signs.scores.put(row.getKey(), row.getValue()));
      }
    }
    if (hasTable(handle, "dismissals")) {
      try (Stream<Pair> rows =
          handle
              .createQuery("SELECT user_id, series_id FROM dismissals")
              .setFetchSize(Integer.MIN_VALUE)
              .map((row, context) -> new Pair(row.getLong(1), row.getLong(2)))
              .stream()) {
        rows.forEach(signs.dismissed::add);
      }
    }
    return signs;
  }

  private static boolean hasTable(Handle handle, String name) {
    return handle
            .createQuery(
                """
                SELECT COUNT(*) FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_name = :name
                """)
            .bind("name", name)
            .mapTo(int.class)
            .one()
        == 1;
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
