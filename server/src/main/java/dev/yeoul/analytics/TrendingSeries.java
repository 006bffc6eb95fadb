package dev.yeoul.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.yeoul.catalog.Series;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A series as GET /api/series/{series_id} answers it, and how popular it is. */
@Schema(name = "TrendingSeries", description = "A series and how popular it is")
record TrendingSeries(
    @JsonUnwrapped Series series,
    @Schema(
            required = true,
            minimum = "0",
            description = "Its views, each weighed by its age: half after each half-life",
            examples = "128.25")
        BigDecimal score) {}
