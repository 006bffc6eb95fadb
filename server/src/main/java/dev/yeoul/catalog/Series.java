package dev.yeoul.catalog;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A movie or a show, as the API answers it.
 *
 * @param rating the maturity class
 * @param addedOn the day on which it joined the catalogue
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
      "added_on"
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
        @Nullable LocalDate addedOn) {
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
        addedOn);
  }
}
