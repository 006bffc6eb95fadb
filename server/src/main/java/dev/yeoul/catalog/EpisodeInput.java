package dev.yeoul.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/** What an editor says about an episode. */
@Schema(
    name = "EpisodeInput",
    requiredProperties = {"season_number", "episode_number", "title"})
record EpisodeInput(
    @NotNull @Min(0) @Max(SeasonNumber.MAX) @Schema(minimum = "0", maximum = "1000", examples = "1")
        Integer seasonNumber,
    @NotNull @Min(1) @Max(10_000) @Schema(minimum = "1", maximum = "10000", examples = "3")
        Integer episodeNumber,
    @NotNull
        @CodePointLength(min = 1, max = SeriesInput.MAX_TITLE)
        @Schema(minLength = 1, maxLength = SeriesInput.MAX_TITLE, examples = "Deep Waters")
        String title,
    @CodePointLength(max = SeriesInput.MAX_DESCRIPTION)
        @Schema(
            nullable = true,
            maxLength = SeriesInput.MAX_DESCRIPTION,
            examples = "A name from the past comes up.")
        @Nullable String description,
    @Min(1) @Schema(nullable = true, minimum = "1", maximum = "2147483647", examples = "2520")
        @Nullable Integer durationSeconds) {
  /** A movie is its season 1, episode 1. */
  boolean fitsMovie() {
    return seasonNumber == 1 && episodeNumber == 1;
  }
}
