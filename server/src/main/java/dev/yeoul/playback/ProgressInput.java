package dev.yeoul.playback;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.yeoul.platform.BodyId;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/** What a player reports. The largest number of seconds is what a length of an episode can be. */
@Schema(name = "ProgressInput", description = "Where the viewer is in an episode")
record ProgressInput(
    @Schema(description = "An episode of the series", examples = "1042")
        @JsonDeserialize(using = BodyId.class)
        @NotNull
        Long episodeId,
    @Schema(description = "Seconds, kept to the millisecond", examples = "613.5")
        @NotNull
        @DecimalMin("0")
        @DecimalMax("2147483647")
        BigDecimal positionSeconds,
    @Schema(
            nullable = true,
            description = "Seconds; counts only where the episode's own length is unknown",
            examples = "2520")
        @DecimalMin("0.001")
        @DecimalMax("2147483647")
        @Nullable BigDecimal durationSeconds,
    @Schema(nullable = true, defaultValue = "play", description = "What the player did")
        @Nullable Action action,
    @Schema(nullable = true, description = "What plays", examples = "Living room TV")
        @CodePointLength(max = 100)
        @Nullable String device) {}
