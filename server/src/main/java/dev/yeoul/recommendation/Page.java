package dev.yeoul.recommendation;

import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a viewer is shown: titles by their ids, so that thousands of pages fit into memory.
 *
 * @param version of the model that ranked them
 * @param impression names this showing
 */
record Page(String version, String impression, List<Row> rows) {
  private static final int OVERHEAD_BYTES = 200;
  private static final int BYTES_A_TITLE = Long.BYTES + Float.BYTES;

  /** What stands for the version where there is no model. */
  static final String NO_MODEL = "none";

  /** One row; see {@link RowPlan}. */
  record Row(String row, String title, Reason reason, Ranked titles) {
    /** Without titles that are not among these. */
    Row keeping(Set<Long> ids) {
      return with(
          Ranked.of(titles.scored().stream().filter(one -> ids.contains(one.id())).toList()));
    }

    Row with(Ranked others) {
      return new Row(row, title, reason, others);
    }
  }

  int weight() {
    int bytes = OVERHEAD_BYTES;
    for (Row row : rows) {
      bytes += OVERHEAD_BYTES + row.titles().size() * BYTES_A_TITLE;
    }
    return bytes;
  }

  /** All titles' ids. */
  List<Long> ids() {
    return rows.stream().flatMap(row -> Arrays.stream(row.titles().ids()).boxed()).toList();
  }

  /** Without titles that are not among these, and without rows that have none left. */
  Page keeping(Set<Long> ids) {
    return new Page(
        version,
        impression,
        rows.stream().map(row -> row.keeping(ids)).filter(row -> row.titles().size() > 0).toList());
  }

  Shown shown(long userId, String bucket) {
    String text =
        rows.stream()
            .map(row ->
                row.row()
                    + ":"
                    + Arrays.stream(row.titles().ids())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining(";"));
    return new Shown(userId, impression, version, bucket, text);
  }
}
