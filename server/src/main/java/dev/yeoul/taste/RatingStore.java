package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeLog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The table ratings, one viewer's. A change leaves a row in rating_changes behind, from which
 * {@link ScoreRefresh} knows whose score to make anew. Blocking.
 */
@Singleton
final class RatingStore {
  private final Jdbi jdbi;
  private final ChangeFeed changes;
  private final Clock clock;

  RatingStore(Jdbi jdbi, ChangeFeed changes, Clock clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.clock = clock;
  }

  /** Rates, or rates anew: the last one wins. */
  RatingView put(UserId user, SeriesId series, int score) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return changes.transact((handle, log) -> {
      handle
          .createUpdate(
              """
              INSERT INTO ratings (user_id, series_id, score, created_at, updated_at)
              VALUES (:user, :series, :score, :now, :now) AS new
              ON DUPLICATE KEY UPDATE score = new.score, updated_at = new.updated_at
              """)
          .bind("user", user.value())
          .bind("series", series.value())
          .bind("score", score)
          .bind("now", now)
          .execute();
      changed(handle, log, "SeriesRated", user, series);
      return new RatingView(series, score, now);
    });
  }

  Optional<RatingView> find(UserId user, SeriesId series) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT score, updated_at FROM ratings
                WHERE user_id = :user AND series_id = :series
                """)
            .bind("user", user.value())
            .bind("series", series.value())
            .map((row, context) ->
                new RatingView(
                    series,
                    row.getInt("score"),
                    row.getObject("updated_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
            .findOne());
  }

  /** Takes a rating back; where there is none nothing happens. */
  void delete(UserId user, SeriesId series) {
    changes.transact((handle, log) -> {
      int gone =
          handle
              .createUpdate("DELETE FROM ratings WHERE user_id = :user AND series_id = :series")
              .bind("user", user.value())
              .bind("series", series.value())
              .execute();
      if (gone > 0) {
        changed(handle, log, "RatingDeleted", user, series);
      }
      return gone;
    });
  }

  private static void changed(
      Handle handle, ChangeLog log, String event, UserId user, SeriesId series) {
    handle
        .createUpdate("INSERT INTO rating_changes (series_id) VALUES (:series)")
        .bind("series", series.value())
        .execute();
    log.add(event, Tastes.tag(user));
  }
}
