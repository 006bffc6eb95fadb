package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.KnownHistory;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.recommendation.Diversity.Candidate;
import dev.yeoul.taste.Preferences;
import dev.yeoul.taste.Taste;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said at sign-up moves titles, and the less the more is known of a viewer. */
class LeaningTest {
  /** Twenty, of which the last but one is from Korea. */
  private static final List<Candidate> CANDIDATES =
      LongStream.rangeClosed(1, 20)
          .mapToObj(id -> new Candidate(title(id, id == 19 ? "South Korea" : "France"), 20 - id))
          .toList();

  private static Title title(long id, String... countries) {
    return new Title(id, "A title", List.of(), List.of(countries), 0, new byte[0]);
  }

  private static Leaning leaning(int watched, Preferences preferences) {
    List<WatchedSeries> series =
        LongStream.range(0, watched)
            .mapToObj(id -> new WatchedSeries(new SeriesId(100 + id), 1, Instant.EPOCH))
            .toList();
    var viewer =
        ViewerFacts.of(
            new UserId(1), KnownHistory.NONE, series, new Taste(Map.of(), Set.of(), preferences));
    return Leaning.of(viewer, new GenreTaste(List.of(), preferences.genres()), true);
  }

  @ParameterizedTest
  @CsvSource({"0, KR, 14", "1, KR, 16", "9, KR, 18", "0, JP, 18"})
  void titles_of_the_country_gain_a_quarter_of_the_spread_over_one_more_than_was_watched(
      int watched, String country, int place) {
    List<Candidate> ranked =
        leaning(watched, new Preferences(List.of(), List.of(), country)).added(CANDIDATES);

    assertThat(ranked)
        .hasSize(20)
        .isSortedAccordingTo(Comparator.comparingDouble(Candidate::score).reversed());
    assertThat(ranked.get(place).title().id()).isEqualTo(19);
  }

  @Test
  void who_said_nothing_has_no_leaning() {
    assertThat(leaning(0, Preferences.NONE).isNone()).isTrue();
    assertThat(leaning(3, new Preferences(List.of(), List.of(), "KR")).isNone()).isFalse();
    assertThat(leaning(0, new Preferences(List.of("Drama"), List.of(), null)).isNone()).isFalse();
    assertThat(leaning(0, new Preferences(List.of(), List.of(), "KR")).added(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KR, South Korea",
    "KR, KR",
    "US, united states",
    "TR, Turkey",
    "CZ, Czech Republic",
    "CZ, Czechia",
    "HK, Hong Kong"
  })
  void a_country_has_the_names_that_catalogues_use(String code, String name) {
    assertThat(new Country(code).made(title(1, "France", name))).isTrue();
    assertThat(new Country("IN").made(title(1, "France", name))).isFalse();
  }

  @Test
  void every_country_of_the_real_titles_can_be_named() {
    Set<String> unknown = new TreeSet<>();
    List<Country> countries =
        Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
            .map(Country::new)
            .toList();
    for (String name : RealTitles.countries()) {
      if (countries.stream().noneMatch(country -> country.made(title(1, name)))) {
        unknown.add(name);
      }
    }
    assertThat(unknown).containsExactly("East Germany", "Soviet Union", "West Germany");
  }
}
