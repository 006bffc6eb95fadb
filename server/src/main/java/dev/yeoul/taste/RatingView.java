package dev.yeoul.taste;

import dev.yeoul.catalog.SeriesId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A viewer's own rating, as the API answers it. */
@Schema(
    name = "Rating",
    description = "How the viewer likes a series",
    requiredProperties = {"series_id", "score", "rated_at"})
record RatingView(
    SeriesId seriesId,
    @Schema(minimum = "1", maximum = "5", examples = "4") int score,
    @Schema(description = "When the viewer said so last", examples = "2026-11-22T12:00:00.000Z")
        Instant ratedAt) {}
