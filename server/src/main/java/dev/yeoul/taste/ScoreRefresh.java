package dev.yeoul.taste;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.DatabaseLock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes the scores of those series whose ratings changed: of all nodes together at most once in an
 * interval, since each change of a series or of a list empties caches. May be interrupted at any
 * point: what was not finished is made again. Blocking.
 */
@Singleton
final class ScoreRefresh {
  private static final DatabaseLock LOCK = new DatabaseLock("scores");
  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration WAIT_FOR_OTHERS = Duration.ofSeconds(4);

  /** Change rows at once, a few megabytes; more of them wait for the next time. */
  private static final int MOST_CHANGES = 50_000;

  private static final int SERIES_AT_ONCE = 500;
  private static final int ROWS_AT_ONCE = 2_000;

  private final Jdbi jdbi;
  private final SeriesScores scores;
  private final Clock clock;
  private final Duration interval;

  @Inject
  ScoreRefresh(Jdbi jdbi, SeriesScores scores, Clock clock) {
    this(jdbi, scores, clock, INTERVAL);
  }

  ScoreRefresh(Jdbi jdbi, SeriesScores scores, Clock clock, Duration interval) {
    this.jdbi = jdbi;
    this.scores = scores;
    this.clock = clock;
    this.interval = interval;
  }

  /** Whose ratings changed. The ids are in the order in which they were given, not committed. */
  private record Change(long id, SeriesId series) {}

  /**
   * Makes the scores, if ratings changed and the interval is over.
   *
   * @return how many series show another score now
   */
  int run() {
    if (!isDue()) {
      return 0;
    }
    try (DatabaseLock.Held lock = LOCK.take(jdbi, WAIT_FOR_OTHERS)) {
      return lock != null && isDue() ? refresh() : 0;
    }
  }

  private boolean isDue() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT 1 FROM score_refreshes
                WHERE refreshed_at <= :latest AND EXISTS (SELECT 1 FROM rating_changes)
                """)
            .bind("latest", clock.instant().minus(interval))
            .mapTo(int.class)
            .findOne()
            .isPresent());
  }

  private int refresh() {
    Instant start = clock.instant();
    List<Change> seen = jdbi.withHandle(ScoreRefresh::changes);
    int changed =
        seen.stream()
            .map(Change::series)
            .distinct()
            .gather(Gatherers.windowFixed(SERIES_AT_ONCE))
            .mapToInt(some -> scores.store(jdbi.withHandle(handle -> totals(handle, some))))
            .sum();
    // exactly the rows that were seen: one with a smaller id may have been committed since
    jdbi.useHandle(handle ->
        seen.stream()
            .map(Change::id)
            .gather(Gatherers.windowFixed(ROWS_AT_ONCE))
            .forEach(ids -> forget(handle, ids)));
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE score_refreshes SET refreshed_at = :start")
            .bind("start", start)
            .execute());
    return changed;
  }

  private static List<Change> changes(Handle handle) {
    return handle
        .createQuery("SELECT id, series_id FROM rating_changes ORDER BY id LIMIT :most")
        .bind("most", MOST_CHANGES)
        .map(
            (row, context) -> new Change(row.getLong("id"), new SeriesId(row.getLong("series_id"))))
        .list();
  }

  /**
   * A list of ids is one parameter here: a text for each length would fill the statements' cache.
   */
  private static List<SeriesScores.Score> totals(Handle handle, List<SeriesId> series) {
    return handle
        .createQuery(
            """
            SELECT wanted.id, COUNT(r.score) AS ratings, COALESCE(SUM(r.score), 0) AS total
            FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) AS wanted
            LEFT JOIN ratings r ON r.series_id = wanted.id
            GROUP BY wanted.id
            """)
        .bind("ids", json(series))
        .map((row, context) ->
            new SeriesScores.Score(
                new SeriesId(row.getLong("id")), row.getInt("ratings"), row.getLong("total")))
        .list();
  }

  /** In this order of the join, or MySQL may scan the rows and wait for those not committed yet. */
  private static void forget(Handle handle, List<Long> ids) {
    handle
        .createUpdate(
            """
            DELETE c FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) AS seen
            STRAIGHT_JOIN rating_changes c ON c.id = seen.id
            """)
        .bind("ids", json(ids))
        .execute();
  }

  private static String json(Collection<?> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
