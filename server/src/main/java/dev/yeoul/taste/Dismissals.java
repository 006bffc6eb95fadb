package dev.yeoul.taste;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Everybody's dismissals, for what learns from them. */
public final class Dismissals {
  private Dismissals() {}

  /**
   * Gives all of them to the consumer, one viewer's after another's, deleted series' too. Blocking;
   * streams row by row, and the handle can do nothing else meanwhile.
   */
  public static void each(Handle handle, Consumer<Dismissal> consumer) {
    try (var rows =
        handle
            .createQuery("SELECT user_id, series_id, created_at FROM dismissals")
            .setFetchSize(Integer.MIN_VALUE) // the driver's word for row by row
            .map((row, context) ->
                new Dismissal(
                    row.getLong("user_id"),
                    row.getLong("series_id"),
                    row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
            .stream()) {
      rows.forEach(consumer);
    }
  }
}
