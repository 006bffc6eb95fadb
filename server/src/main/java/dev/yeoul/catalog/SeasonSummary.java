package dev.yeoul.catalog;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A season in its series. */
@Schema(
    name = "SeasonSummary",
    requiredProperties = {"season_number", "episode_count"})
public record SeasonSummary(
    @Schema(minimum = "0", maximum = "1000", examples = "1") int seasonNumber,
    @Schema(minimum = "0", examples = "8") int episodeCount) {}
