package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleMappingTest {
  private final Map<String, String> record =
      new HashMap<>(
          Map.of(
              "show_id",
              "s1",
              "type",
              "Movie",
              "title",
              "A",
              "release_year",
              "2020",
              "duration",
              "90 min",
              "date_added",
              "2021-09-25"));

  private ImportedTitle mapped() throws RejectedRecordException {
    return TitleMapping.map(column -> record.getOrDefault(column, ""));
  }

  @Test
  void listsAreSplitAndTrimmedAndEmptyEntriesDropped() throws RejectedRecordException {
    record.put("country", ", South Korea,");
    record.put("cast", " A ,B,, C ");
    record.put("listed_in", "Dramas, Comedies");
    SeriesInput series = mapped().series();
    assertThat(series.countries()).containsExactly("South Korea");
    assertThat(series.cast()).containsExactly("A", "B", "C");
    assertThat(series.directors()).isEmpty();
    assertThat(series.genre()).isEqualTo("Dramas");
    assertThat(series.genres()).containsExactly("Dramas", "Comedies");
  }

  @ParameterizedTest
  @CsvSource({
    "TV Show, 2 Seasons, 2, , false",
    "TV Show, 1 Season, 1, , false",
    "TV Show, '', 1, , true",
    "Movie, '', 0, , true",
    "Movie, 90 min, 0, 5400, false"
  })
  void durations(
      String type,
      String duration,
      int seasons,
      @org.jspecify.annotations.Nullable Integer seconds,
      boolean blank)
      throws RejectedRecordException {
    record.put("type", type);
    record.put("duration", duration);
    assertThat(mapped().seasons()).isEqualTo(seasons);
    assertThat(mapped().durationSeconds()).isEqualTo(seconds);
    assertThat(mapped().blankDuration()).isEqualTo(blank);
  }

  @ParameterizedTest
  @CsvSource({
    "show_id, '', show_id is empty",
    "show_id, 012345678901234567890123456789012345678901234567890, 50 at the most",
    "type, Radio, neither Movie nor TV Show",
    "title, '  ', title is empty",
    "duration, 2 Seasons, is not like 90 min",
    "duration, 0 min, is not like 90 min",
    "duration, -5 min, is not like 90 min",
    "release_year, 1869, is not a year from 1870",
    "release_year, 20-20, is not a year from 1870",
    "rating, 12345678901, 10 at the most",
    "date_added, 2021-02-30, is not a day",
    "date_added, yesterday, is not a day"
  })
  void whatIsNoTitleIsRejectedWithItsReason(String column, String value, String reason) {
    record.put(column, value);
    assertThatThrownBy(this::mapped)
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void lengthsCountCharactersAndNotCodeUnits() throws RejectedRecordException {
    record.put("title", "🎬".repeat(255));
    assertThat(mapped().series().title()).hasSize(510);
    record.put("title", "🎬".repeat(256));
    assertThatThrownBy(this::mapped).hasMessageContaining("has 256 characters, 255 at the most");
  }

  @Test
  void nulAndTooManyNamesAreRejected() {
    record.put("description", "a\0b");
    assertThatThrownBy(this::mapped).hasMessageContaining("NUL");
    record.remove("description");
    record.put("cast", "x,".repeat(101));
    assertThatThrownBy(this::mapped).hasMessageContaining("more than 100");
  }

  @Test
  void bothWaysToWriteADayAreRead() throws RejectedRecordException {
    record.put("date_added", "September 5, 2021");
    assertThat(mapped().addedOn()).isEqualTo(LocalDate.of(2021, 9, 5));
    record.put("date_added", "");
    assertThat(mapped().addedOn()).isNull();
  }

  @Test
  void equalRecordsHaveEqualHashesAndOthersNot() throws RejectedRecordException {
    byte[] hash = mapped().hash();
    assertThat(mapped().hash()).isEqualTo(hash).hasSize(16);
    record.put("cast", "Somebody");
    assertThat(mapped().hash()).isNotEqualTo(hash);
  }

  @Test
  void aShowAlwaysGetsTheSameEpisodes() throws RejectedRecordException {
    record.put("type", "TV Show");
    record.put("duration", "3 Seasons");
    assertThat(DemoEpisodes.of(mapped())).isEqualTo(DemoEpisodes.of(mapped()));
    assertThat(DemoEpisodes.of(mapped()))
        .hasSizeBetween(18, 30)
        .allMatch(EpisodeDraft::generated)
        .allSatisfy(episode -> assertThat(episode.durationSeconds()).isBetween(22 * 60, 58 * 60));
  }
}
