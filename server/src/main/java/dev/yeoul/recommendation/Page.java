package dev.yeoul.recommendation;

import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.recommendation.RowPlan.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a viewer is shown: titles by their ids.
 *
 * @param version of the model that ranked them
 * @param source what ranked them
 * @param impression names this showing
 */
record Page(String version, Source source, String impression, List<Row> rows) {
  /** What stands for the version where there is no model. */
  static final String NO_MODEL = "none";

  /** One row; see {@link RowPlan}. */
  record Row(String row, String title, Reason reason, Ranked titles) {}

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
