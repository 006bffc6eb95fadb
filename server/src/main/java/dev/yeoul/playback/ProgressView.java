package dev.yeoul.playback;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a viewer is in an episode, as the API answers it. */
@Schema(
    name = "Progress",
    description = "Where the viewer is in an episode",
    requiredProperties = {
      "series_id",
      "episode_id",
      "position_seconds",
      "duration_seconds",
      "completed",
      "updated_at"
    })
record ProgressView(
    SeriesId seriesId,
    EpisodeId episodeId,
    @Schema(minimum = "0", examples = "613.5") BigDecimal positionSeconds,
    @Schema(nullable = true, description = "Null where it is unknown", examples = "2520")
        @Nullable BigDecimal durationSeconds,
    @Schema(description = "Whether at least 90 % was seen") boolean completed,
    @Schema(examples = "2026-11-22T12:00:00.000Z") Instant updatedAt) {
  static ProgressView of(ProgressRow row) {
    return new ProgressView(
        row.seriesId(),
        row.episodeId(),
        Seconds.of(row.positionMs()),
        Seconds.ofNullable(row.durationMs()),
        row.completed(),
        row.entry().at());
  }
}
