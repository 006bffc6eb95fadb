package dev.yeoul.taste;

import dev.yeoul.catalog.SeriesId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A review, as the API answers it. Its author has a name and no id: whoever reads reviews needs no
 * more.
 *
 * @param updatedAt when the text became what it is
 */
@Schema(
    name = "Review",
    description = "What a viewer wrote of a series",
    requiredProperties = {
      "id",
      "series_id",
      "user_name",
      "text",
      "state",
      "created_at",
      "updated_at"
    })
record Review(
    ReviewId id,
    SeriesId seriesId,
    @Schema(nullable = true, description = "Null where the author has no name", examples = "지우")
        @Nullable String userName,
    @Schema(minLength = 1, maxLength = ReviewInput.MAX_TEXT, examples = "Worth the wait.")
        String text,
    ReviewState state,
    @Schema(examples = "2026-11-22T12:00:00.000Z") Instant createdAt,
    @Schema(description = "When the text was changed last", examples = "2026-11-22T12:00:00.000Z")
        Instant updatedAt) {
  Review in(ReviewState other) {
    return new Review(id, seriesId, userName, text, other, createdAt, updatedAt);
  }
}
