package dev.yeoul.recommendation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of a page as the API answers it; {@link PageBytes} writes it. */
@Schema(
    name = "RecommendationRow",
    description = "A row of titles",
    requiredProperties = {"row", "title", "reason", "model_version", "impression_id", "items"})
record RecommendationRow(
    @Schema(
            description =
                "Names the row in addresses: continue_watching, for_you,"
                    + " because_you_watched_{series_id}, trending, new, genre_{genre}",
            examples = "for_you")
        String row,
    @Schema(description = "For people", examples = "For you") String title,
    RowPlan.Reason reason,
    @Schema(
            description = "The model that ranked it; none where there is none yet",
            examples = "20261124T134200Z")
        String modelVersion,
    @Schema(
            description = "Names this showing: for POST /api/recommendations/clicks",
            examples = "AZq3kR0xB7cVJ2mQ8Hn5aw")
        String impressionId,
    List<RecommendedSeries> items) {}
