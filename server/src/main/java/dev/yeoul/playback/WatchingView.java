package dev.yeoul.playback;

import dev.yeoul.catalog.Episode;
import dev.yeoul.catalog.Series;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A series to go on with. */
@Schema(
    name = "ContinueWatching",
    description = "Where to go on with a series",
    requiredProperties = {
      "series",
      "episode",
      "position_seconds",
      "duration_seconds",
      "updated_at"
    })
record WatchingView(
    Series series,
    Episode episode,
    @Schema(minimum = "0", examples = "613.5") BigDecimal positionSeconds,
    @Schema(nullable = true, description = "Null where it is unknown", examples = "2520")
        @Nullable BigDecimal durationSeconds,
    @Schema(examples = "2026-11-22T12:00:00.000Z") Instant updatedAt) {
  /** Where the viewer left the episode. */
  static WatchingView resume(Series series, Episode episode, ProgressRow row) {
    return new WatchingView(
        series,
        episode,
        Seconds.of(row.positionMs()),
        Seconds.ofNullable(row.durationMs()),
        row.entry().at());
  }

  /** The start of an episode, because the row's one was seen to the end. */
  static WatchingView next(Series series, Episode episode, ProgressRow row) {
    Integer duration = episode.durationSeconds();
    return new WatchingView(
        series,
        episode,
        BigDecimal.ZERO,
        duration == null ? null : BigDecimal.valueOf(duration),
        row.entry().at());
  }
}
