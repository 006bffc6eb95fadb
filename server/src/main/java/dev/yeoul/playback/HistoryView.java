package dev.yeoul.playback;

import dev.yeoul.catalog.Episode;
import dev.yeoul.catalog.Series;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An episode that a viewer watched. */
@Schema(
    name = "HistoryEntry",
    description = "An episode that the viewer watched; it may be deleted by now",
    requiredProperties = {
      "series",
      "episode",
      "position_seconds",
      "duration_seconds",
      "completed",
      "updated_at"
    })
record HistoryView(
    Series series,
    Episode episode,
    @Schema(minimum = "0", examples = "613.5") BigDecimal positionSeconds,
    @Schema(nullable = true, description = "Null where it is unknown", examples = "2520")
        @Nullable BigDecimal durationSeconds,
    @Schema(description = "Whether at least 90 % was seen") boolean completed,
    @Schema(examples = "2026-11-22T12:00:00.000Z") Instant updatedAt) {
  static HistoryView of(Series series, Episode episode, ProgressRow row) {
    return new HistoryView(
        series,
        episode,
        Seconds.of(row.positionMs()),
        Seconds.ofNullable(row.durationMs()),
        row.completed(),
        row.entry().at());
  }
}
