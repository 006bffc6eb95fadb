package dev.yeoul.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
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
  private @Nullable List<SeriesOrder.Row> marks;
  private int distance = 1;

  SeriesMarks(SeriesFilter filter, SeriesOrder order, int apart) {
    this.filter = filter;
    this.order = order;
    this.apart = apart;
  }

  /**
   * Where a skip leads. Blocks while the list is walked.
   *
   * @param found how many rows the list has
   * @param whole how many rows its index has
   */
  synchronized Start skip(Jdbi jdbi, long rows, long found, long whole) {
    List<SeriesOrder.Row> known = marks;
    if (known == null) {
      // where one row in ten is wanted, a tenth of the distance passes as many index entries
      distance = Math.max(10, (int) (apart * found / Math.max(found, whole)));
      // a sort of all that fit reads each row; along the index that costs more than it saves where
      // few fit, and far less where most do
      boolean dense = found * DENSE >= whole;
      known = jdbi.withHandle(handle -> walk(handle, dense));
      marks = known;
    }
    int before = (int) Math.min(rows / distance, known.size());
    return before == 0
        ? new Start(SeriesOrder.Place.START, rows)
        : new Start(order.behind(known.get(before - 1)), rows - (long) before * distance);
  }

  private List<SeriesOrder.Row> walk(Handle handle, boolean dense) {
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
    return found;
  }

  /** Where to begin, and the rows to pass over from there. */
  record Start(SeriesOrder.Place place, long skip) {}
}
