package dev.yeoul.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/** What an editor says about a season. */
@Schema(
    name = "SeasonInput",
    requiredProperties = {"season_number"})
record SeasonInput(
    @NotNull @Min(0) @Max(SeasonNumber.MAX) @Schema(minimum = "0", maximum = "1000", examples = "1")
        Integer seasonNumber,
    @CodePointLength(min = 1, max = SeriesInput.MAX_TITLE)
        @Schema(
            nullable = true,
            minLength = 1,
            maxLength = SeriesInput.MAX_TITLE,
            examples = "The First Year")
        @Nullable String title) {}
