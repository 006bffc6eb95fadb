package dev.yeoul.recommendation;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.yeoul.platform.BodyId;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;

/** What a viewer chose of a row. */
@Schema(name = "ClickInput", description = "What the viewer chose of a row")
record ClickInput(
    @Schema(description = "The row's", examples = "AZq3kR0xB7cVJ2mQ8Hn5aw")
        @NotNull
        @CodePointLength(min = 1, max = 100)
        String impressionId,
    @Schema(description = "A title of the row", examples = "42")
        @JsonDeserialize(using = BodyId.class)
        @NotNull
        Long seriesId) {}
