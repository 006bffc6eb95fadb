package dev.yeoul.taste;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Everybody's ratings, for what learns from them. */
public final class Ratings {
  private Ratings() {}

  /**
   * Gives all of them to the consumer, one viewer's after another's, deleted series' too. Blocking;
   * streams row by row, and the handle can do nothing else meanwhile.
   */
  public static void each(Handle handle, Consumer<Rating> consumer) {
    try (var rows =
        handle
            .createQuery("SELECT user_id, series_id, score, updated_at FROM ratings")
            .setFetchSize(Integer.MIN_VALUE) // the driver's word for row by row
            .map((row, context) ->
                new Rating(
                    row.getLong("user_id"),
                    row.getLong("series_id"),
                    row.getInt("score"),
                    row.getObject("updated_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
            .stream()) {
      rows.forEach(consumer);
    }
  }
}
