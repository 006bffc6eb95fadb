package dev.yeoul.taste;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.BodyId;
import dev.yeoul.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/** What a viewer chooses; what is absent is emptied. */
@Schema(name = "PreferencesInput", description = "The taste that the viewer chooses")
record PreferencesInput(
    @Size(max = 20)
        @Schema(
            nullable = true,
            description = "Each has 1 to 50 characters",
            examples = "[\"TV Dramas\", \"Korean TV Shows\"]")
        List<@NotNull @CodePointLength(min = 1, max = 50) String> genres,
    @Size(max = 100)
        @JsonDeserialize(contentUsing = BodyId.class)
        @Schema(
            nullable = true,
            description = "Ids of series that the viewer likes",
            examples = "[42, 1017]")
        List<@NotNull Long> series,
    @Schema(
            nullable = true,
            pattern = "^[A-Z]{2}$",
            description = "ISO 3166-1 alpha-2",
            examples = "KR")
        @Nullable String country) {
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  PreferencesInput {
    genres = Objects.requireNonNullElse(genres, List.of());
    series = Objects.requireNonNullElse(series, List.of());
  }

  /**
   * The same, as it is kept: each genre and series once.
   *
   * @throws ProblemException 422 for a country that is not one
   */
  Preferences checked() {
    if (country != null && !COUNTRIES.contains(country)) {
      throw ProblemException.invalid(
          "/country", "must be a country's two upper-case letters of ISO 3166-1, such as KR");
    }
    return new Preferences(
        genres.stream().distinct().toList(),
        series.stream().distinct().map(SeriesId::new).toList(),
        country);
  }
}
