package dev.yeoul.taste;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.yeoul.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an editor makes of a review. */
@Schema(
    name = "ReviewDecision",
    requiredProperties = {"state"})
record ReviewDecision(
    @NotNull Verdict state,
    @Schema(
            nullable = true,
            format = "date-time",
            description = "The review's updated_at as the editor read it: 412 if it has changed",
            examples = "2026-11-22T12:00:00.000Z")
        @Nullable String updatedAt) {
  /** What it can be. */
  enum Verdict {
    /** Everybody is to see it. */
    @JsonProperty("published")
    PUBLISHED,
    /** It stays with its author. */
    @JsonProperty("rejected")
    REJECTED;

    ReviewState state() {
      return switch (this) {
        case PUBLISHED -> ReviewState.PUBLISHED;
        case REJECTED -> ReviewState.REJECTED;
      };
    }
  }

  /**
   * Of when the text is that the editor read; null for whatever is there.
   *
   * @throws ProblemException 422 for what is no time
   */
  @Nullable Instant textOf() {
    try {
      return updatedAt == null ? null : Instant.parse(updatedAt);
    } catch (DateTimeParseException e) {
      throw ProblemException.invalid(
          "/updated_at", "must be a time such as 2026-11-22T12:00:00.000Z");
    }
  }
}
