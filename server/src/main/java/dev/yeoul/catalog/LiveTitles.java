package dev.yeoul.catalog;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** All series that viewers may see, by id, row by row: for work over the whole catalogue. */
public final class LiveTitles {
  private LiveTitles() {}

  /** Hands over their ids, rising. */
  public static void ids(Handle handle, LongConsumer consumer) {
    try (Stream<Long> rows =
        handle
            .createQuery("SELECT id FROM series WHERE %s ORDER BY id".formatted(Visibility.SERIES))
            .setFetchSize(Integer.MIN_VALUE)
            .map((row, context) -> row.getLong(1))
            .stream()) {
      rows.forEach(consumer::accept);
    }
  }

  /** Hands over what is written about them. */
  public static void each(Handle handle, Consumer<LiveTitle> consumer) {
    try (Stream<LiveTitle> rows =
        handle
            .createQuery(
                """
                SELECT id, title, genres, cast, directors, description
                FROM series WHERE %s ORDER BY id
                """
                    .formatted(Visibility.SERIES))
            .setFetchSize(Integer.MIN_VALUE)
            .map((row, context) ->
                new LiveTitle(
                    new SeriesId(row.getLong("id")),
                    row.getString("title"),
                    SeriesRows.strings(row.getString("genres")),
                    SeriesRows.strings(row.getString("cast")),
                    SeriesRows.strings(row.getString("directors")),
                    row.getString("description")))
            .stream()) {
      rows.forEach(consumer);
    }
  }
}
