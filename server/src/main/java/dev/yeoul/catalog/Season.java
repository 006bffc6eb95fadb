package dev.yeoul.catalog;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A season of a show. */
@Schema(
    name = "Season",
    requiredProperties = {"series_id", "season_number", "title", "episode_count"})
record Season(
    SeriesId seriesId,
    @Schema(minimum = "0", maximum = "1000", examples = "1") int seasonNumber,
    @Schema(nullable = true, examples = "The First Year") @Nullable String title,
    @Schema(minimum = "0", examples = "8") int episodeCount) {}
