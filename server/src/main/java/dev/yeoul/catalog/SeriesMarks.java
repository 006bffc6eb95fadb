package dev.yeoul.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Marks along a list in an order other than that of ids: each row of a fixed distance. A skip goes
 * to the mark before it and passes over the rest. The list is walked once, when a deep skip is
 * first asked for; a change of any series' place ends the life of all marks.
 */
final class SeriesMarks {
  private static final int DENSE = 8;

  private final SeriesFilter filter;
  private final SeriesOrder order;
  private final int apart;
  private @Nullable CompletableFuture<Marks> marks;

  SeriesMarks(SeriesFilter filter, SeriesOrder order, int apart) {
    this.filter = filter;
    this.order = order;
    this.apart = apart;
  }

  /**
   * Where a skip leads. Blocks while the list is walked; 503 where that takes long.
   *
   * @param found how many rows the list has
   * @param whole how many rows its index has
   */
  Start skip(ListWalks walks, long rows, long found, long whole) {
    Marks known = walks.await(marks(walks, found, whole));
    int before = (int) Math.min(rows / known.distance(), known.rows().size());
    return before == 0
        ? new Start(SeriesOrder.Place.START, rows)
        : new Start(
            order.behind(known.rows().get(before - 1)), rows - (long) before * known.distance());
  }

  private synchronized CompletableFuture<Marks> marks(ListWalks walks, long found, long whole) {
    CompletableFuture<Marks> known = marks;
    if (known == null || known.isCompletedExceptionally()) {
      // where one row in ten is wanted, a tenth of the distance passes as many index entries
      int distance = Math.max(10, (int) (apart * found / Math.max(found, whole)));
      // a sort of all that fit reads each row; along the index that costs more than it saves where
      // few fit, and far less where most do
      boolean dense = found * DENSE >= whole;
      known = walks.start(handle -> walk(handle, distance, dense));
      marks = known;
    }
    return known;
  }

  private Marks walk(Handle handle, int distance, boolean dense) {
    List<SeriesOrder.Row> found = new ArrayList<>();
    try (Stream<SeriesOrder.Row> list = SeriesRows.walk(handle, filter, order, dense)) {
      int[] passed = {0};
      list.forEach(row -> {
        if (++passed[0] == distance) {
          passed[0] = 0;
          found.add(row);
        }
      });
    }
    return new Marks(distance, found);
  }

  private record Marks(int distance, List<SeriesOrder.Row> rows) {}

  /** Where to begin, and the rows to pass over from there. */
  record Start(SeriesOrder.Place place, long skip) {}
}
