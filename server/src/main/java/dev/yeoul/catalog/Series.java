package dev.yeoul.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A movie or a show, as the API answers it.
 *
 * @param rating the maturity class
 * @param addedOn the day on which it joined the catalogue
 * @param scoreAverage of viewers' ratings, 1 to 5 with two decimals; null where there are none
 * @param scoreCount how many ratings; both are as they were a minute ago or so
 */
@Schema(
    name = "Series",
    description = "A movie or a show",
    requiredProperties = {
      "id",
      "kind",
      "title",
      "description",
      "release_year",
      "genre",
      "genres",
      "rating",
      "countries",
      "directors",
      "cast",
      "seasons",
      "added_on",
      "score_average",
      "score_count"
    })
public record Series(
    SeriesId id,
    Kind kind,
    @Schema(examples = "Blood & Water") String title,
    @Schema(nullable = true, examples = "A Cape Town teen sets out to find her sister.")
        @Nullable String description,
    @Schema(nullable = true, examples = "2021") @Nullable Integer releaseYear,
    @Schema(nullable = true, description = "The first of genres", examples = "TV Dramas")
        @Nullable String genre,
    @Schema(examples = "[\"TV Dramas\", \"TV Mysteries\"]") List<String> genres,
    @Schema(nullable = true, description = "The maturity class", examples = "TV-MA")
        @Nullable String rating,
    @Schema(examples = "[\"South Africa\"]") List<String> countries,
    @Schema(examples = "[\"Nosipho Dumisa\"]") List<String> directors,
    @Schema(examples = "[\"Ama Qamata\", \"Khosi Ngema\"]") List<String> cast,
    @Schema(description = "In the order of their numbers; a movie has none")
        List<SeasonSummary> seasons,
    @Schema(
            nullable = true,
            format = "date",
            description = "The day on which it joined the catalogue",
            examples = "2021-09-24")
        @Nullable LocalDate addedOn,
    @Schema(
            nullable = true,
            minimum = "1",
            maximum = "5",
            description = "What viewers gave it, to two decimals; null where nobody did",
            examples = "4.25")
        @Nullable BigDecimal scoreAverage,
    @Schema(description = "How many viewers rated it", minimum = "0", examples = "128")
        int scoreCount) {
  Series withSeasons(List<SeasonSummary> those) {
    return new Series(
        id,
        kind,
        title,
        description,
        releaseYear,
        genre,
        genres,
        rating,
        countries,
        directors,
        cast,
        those,
        addedOn,
        scoreAverage,
        scoreCount);
  }
}
