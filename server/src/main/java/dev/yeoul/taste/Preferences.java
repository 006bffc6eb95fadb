package dev.yeoul.taste;

import dev.yeoul.catalog.SeriesId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The taste that a viewer chose, at sign-up or later.
 *
 * @param genres 20 at the most, as the viewer wrote them: the catalogue may have no such genre
 * @param series 100 at the most; some may have left the catalogue since
 * @param country of ISO 3166-1, two upper-case letters; null where the viewer did not say
 */
@Schema(
    name = "Preferences",
    description = "The taste that the viewer chose",
    requiredProperties = {"genres", "series", "country"})
public record Preferences(
    @Schema(examples = "[\"TV Dramas\", \"Korean TV Shows\"]") List<String> genres,
    @Schema(examples = "[42, 1017]") List<SeriesId> series,
    @Schema(nullable = true, description = "ISO 3166-1 alpha-2", examples = "KR")
        @Nullable String country) {
  /** Those of a viewer who never chose any. */
  public static final Preferences NONE = new Preferences(List.of(), List.of(), null);
}
