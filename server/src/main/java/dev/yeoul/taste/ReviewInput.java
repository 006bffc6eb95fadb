package dev.yeoul.taste;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;

/** What a viewer writes of a series. */
@Schema(
    name = "ReviewInput",
    requiredProperties = {"text"})
record ReviewInput(
    @NotNull
        @CodePointLength(min = 1, max = ReviewInput.MAX_TEXT)
        @Schema(
            minLength = 1,
            maxLength = ReviewInput.MAX_TEXT,
            examples = "The last episode is worth the wait.")
        String text) {
  static final int MAX_TEXT = 5_000;
}
