package dev.yeoul.recommendation;

import dev.yeoul.catalog.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A title and how well it fits. */
@Schema(
    name = "RecommendedSeries",
    description = "A title and how well it fits",
    requiredProperties = {"series", "score"})
record RecommendedSeries(
    Series series,
    @Schema(
            description = "The higher the better; comparable within its list alone",
            examples = "2.4071")
        BigDecimal score) {
  private static final int DECIMALS = 4;

  static RecommendedSeries of(Series series, float score) {
    return new RecommendedSeries(
        series, new BigDecimal(score).setScale(DECIMALS, RoundingMode.HALF_UP));
  }
}
