package dev.yeoul.catalog;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An episode of a show, or a movie itself.
 *
 * @param durationSeconds null where it is unknown
 * @param generated whether an import made it up
 */
@Schema(
    name = "Episode",
    description = "An episode of a show; a movie is its season 1, episode 1",
    requiredProperties = {
      "id",
      "series_id",
      "season_number",
      "episode_number",
      "title",
      "description",
      "duration_seconds",
      "generated"
    })
public record Episode(
    EpisodeId id,
    SeriesId seriesId,
    @Schema(minimum = "0", maximum = "1000", examples = "1") int seasonNumber,
    @Schema(minimum = "1", maximum = "10000", examples = "3") int episodeNumber,
    @Schema(examples = "Deep Waters") String title,
    @Schema(nullable = true, examples = "A name from the past comes up.")
        @Nullable String description,
    @Schema(nullable = true, minimum = "1", examples = "2520") @Nullable Integer durationSeconds,
    @Schema(description = "Whether an import made it up", examples = "false") boolean generated) {}
