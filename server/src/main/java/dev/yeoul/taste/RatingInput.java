package dev.yeoul.taste;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a viewer likes a series. */
@Schema(
    name = "RatingInput",
    requiredProperties = {"score"})
record RatingInput(
    @NotNull
        @Min(1)
        @Max(5)
        @Schema(
            minimum = "1",
            maximum = "5",
            description = "From 1, bad, to 5, great",
            examples = "4")
        Integer score) {}
