package dev.yeoul.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/**
 * What an editor says about a series. Lengths count Unicode code points, as MySQL does. The rules
 * are the import's as well.
 */
@Schema(
    name = "SeriesInput",
    requiredProperties = {"kind", "title"})
record SeriesInput(
    @NotNull Kind kind,
    @NotNull
        @CodePointLength(min = 1, max = SeriesInput.MAX_TITLE)
        @Schema(minLength = 1, maxLength = SeriesInput.MAX_TITLE, examples = "Blood & Water")
        String title,
    @CodePointLength(max = SeriesInput.MAX_DESCRIPTION)
        @Schema(
            nullable = true,
            maxLength = SeriesInput.MAX_DESCRIPTION,
            examples = "A Cape Town teen sets out to find her sister.")
        @Nullable String description,
    @Min(SeriesInput.MIN_YEAR)
        @Max(SeriesInput.MAX_YEAR)
        @Schema(nullable = true, minimum = "1870", maximum = "2100", examples = "2021")
        @Nullable Integer releaseYear,
    @Size(max = 20)
        @Schema(
            nullable = true,
            description = "The first is the main genre; each has 1 to 50 characters",
            examples = "[\"TV Dramas\", \"TV Mysteries\"]")
        List<@NotNull @CodePointLength(min = 1, max = SeriesInput.MAX_GENRE) String> genres,
    @CodePointLength(max = SeriesInput.MAX_RATING)
        @Schema(
            nullable = true,
            maxLength = SeriesInput.MAX_RATING,
            description = "The maturity class",
            examples = "TV-MA")
        @Nullable String rating,
    @Size(max = SeriesInput.MAX_NAMES) @Schema(nullable = true, examples = "[\"South Africa\"]")
        List<@NotNull @CodePointLength(min = 1, max = SeriesInput.MAX_NAME) String> countries,
    @Size(max = SeriesInput.MAX_NAMES) @Schema(nullable = true, examples = "[\"Nosipho Dumisa\"]")
        List<@NotNull @CodePointLength(min = 1, max = SeriesInput.MAX_NAME) String> directors,
    @Size(max = SeriesInput.MAX_NAMES)
        @Schema(nullable = true, examples = "[\"Ama Qamata\", \"Khosi Ngema\"]")
        List<@NotNull @CodePointLength(min = 1, max = SeriesInput.MAX_NAME) String> cast) {
  static final int MIN_YEAR = 1870;
  static final int MAX_YEAR = 2100;
  static final int MAX_TITLE = 255;
  static final int MAX_DESCRIPTION = 10_000;
  static final int MAX_GENRE = 50;
  static final int MAX_RATING = 10;
  static final int MAX_NAMES = 100;
  static final int MAX_NAME = 200;

  SeriesInput {
    genres = Objects.requireNonNullElse(genres, List.of());
    countries = Objects.requireNonNullElse(countries, List.of());
    directors = Objects.requireNonNullElse(directors, List.of());
    cast = Objects.requireNonNullElse(cast, List.of());
  }

  @Nullable String genre() {
    return genres.isEmpty() ? null : genres.getFirst();
  }
}
