package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The table dismissals, one viewer's. Blocking. */
@Singleton
final class DismissalStore {
  private final ChangeFeed changes;
  private final Clock clock;

  DismissalStore(ChangeFeed changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** From now on; a series that is dismissed already stays so since then. */
  void put(UserId user, SeriesId series) {
    changes.transact((handle, log) -> {
      log.add("SeriesDismissed", Tastes.tag(user));
      return handle
          .createUpdate(
              """
              INSERT INTO dismissals (user_id, series_id, created_at)
              VALUES (:user, :series, :now)
              ON DUPLICATE KEY UPDATE created_at = dismissals.created_at
              """)
          .bind("user", user.value())
          .bind("series", series.value())
          .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
          .execute();
    });
  }

  /** No longer; where the series is not dismissed nothing happens. */
  void delete(UserId user, SeriesId series) {
    changes.transact((handle, log) -> {
      int gone =
          handle
              .createUpdate("DELETE FROM dismissals WHERE user_id = :user AND series_id = :series")
              .bind("user", user.value())
              .bind("series", series.value())
              .execute();
      if (gone > 0) {
        log.add("DismissalDeleted", Tastes.tag(user));
      }
      return gone;
    });
  }
}
