package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.SqlAfterErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports into the real MySQL. */
class CatalogImportTest {
  private static final Path REAL = Path.of("../data/netflix_titles.csv.gz");
  private static final String HEADER = String.join(",", TitleMapping.COLUMNS) + "\r\n";
  private static final String MOVIE =
      "s1,Movie,Okja,Bong Joon-ho,Tilda Swinton,South Korea,2017-06-28,2017,TV-MA,121 min,Dramas,A pig.\r\n";
  private static final String SHOW =
      "s2,TV Show,킹덤 👑,,Ju Ji-hoon,South Korea,2020-03-13,2020,TV-MA,2 Seasons,\"Crime, Horror\",Undead.\r\n";

  @TempDir Path folder;

  private final CatalogDatabase database = CatalogDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  private ImportSummary run(Path file, boolean demoEpisodes) {
    return new CatalogImport(database.jdbi(), database.changes(), CatalogDatabase.CLOCK)
        .run(
            file,
            new ImportOptions(demoEpisodes, folder.resolve("rejected.csv")),
            ImportProgress.silent());
  }

  private Path file(String... records) {
    try {
      return Files.writeString(folder.resolve("titles.csv"), HEADER + String.join("", records));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theWholeCatalogueComesInAndASecondRunChangesNothing() {
    ImportSummary first = run(REAL, true);
    assertThat(first)
        .isEqualTo(new ImportSummary(8_786, 0, 0, 0, 0, 270, first.generatedEpisodes(), List.of()));
    assertThat(database.count("series WHERE kind = 'movie'")).isEqualTo(6_125);
    assertThat(database.count("series WHERE kind = 'show'")).isEqualTo(2_661);
    assertThat(database.count("episodes WHERE `generated`")).isEqualTo(first.generatedEpisodes());
    assertThat(database.count("episodes WHERE NOT `generated`")).isEqualTo(6_125);
    assertThat(database.count("episodes WHERE duration_seconds IS NULL")).isEqualTo(183);

    var before = database.jdbi().withHandle(CatalogImportTest::checksum);
    assertThat(run(REAL, true)).isEqualTo(new ImportSummary(0, 0, 8_786, 0, 0, 270, 0, List.of()));
    assertThat(database.jdbi().withHandle(CatalogImportTest::checksum)).isEqualTo(before);
  }

  @Test
  void anImportWhoseBatchFailedIsNoSuccessWhateverFailedIt() {
    ChangeFeed full =
        new ChangeFeed(SqlAfterErrors.on(database.jdbi(), 1), null, CatalogDatabase.CLOCK);
    var titles = new CatalogImport(database.jdbi(), full, CatalogDatabase.CLOCK);
    var options = new ImportOptions(false, null);
    assertThatThrownBy(() -> titles.generate(600, options, ImportProgress.silent()))
        .hasCauseInstanceOf(InternalError.class);
  }

  @Test
  void aScoreIsNoEditAndOutlivesAnImport() {
    run(file(MOVIE, SHOW), false);
    SeriesScores scores = new SeriesScores(database.changes());
    assertThat(
            scores.store(
                List.of(
                    new SeriesScores.Score(database.id("s1"), 3, 13),
                    new SeriesScores.Score(database.id("s2"), 1, 5))))
        .isEqualTo(2);

    assertThat(run(file(MOVIE, SHOW), false))
        .isEqualTo(new ImportSummary(0, 0, 2, 0, 0, 0, 0, List.of()));
    assertThat(run(file(MOVIE.replace("A pig", "Two pigs"), SHOW), false))
        .isEqualTo(new ImportSummary(0, 1, 1, 0, 0, 0, 0, List.of()));
    Series changed = database.series("s1");
    assertThat(changed.description()).isEqualTo("Two pigs.");
    assertThat(changed.scoreAverage()).isEqualByComparingTo("4.33");
    assertThat(changed.scoreCount()).isEqualTo(3);
  }

  @Test
  void anEpisodeThatWasAskedForTooEarlyIsFoundOnceItIsThere() {
    EpisodeIndex index = new EpisodeIndex(database.jdbi());
    EpisodeId next = new EpisodeId(1);
    assertThat(index.find(next).await().indefinitely()).isEmpty();
    ChangeFeed changes = database.changes();
    changes.listen(index);

    new CatalogImport(database.jdbi(), changes, CatalogDatabase.CLOCK)
        .run(
            file(MOVIE),
            new ImportOptions(false, folder.resolve("rejected.csv")),
            ImportProgress.silent());

    assertThat(index.find(next).await().indefinitely()).isPresent();
  }

  private static List<Map<String, Object>> checksum(Handle handle) {
    return handle
        .createQuery("CHECKSUM TABLE series, series_genres, seasons, episodes, outbox")
        .mapToMap()
        .list();
  }

  @Test
  void recordsWithLineBreaksInsideQuotesAndTitlesLikeDatesAreTitles() {
    run(REAL, false);
    assertThat(database.series("s8420").title())
        .isEqualTo("The Memphis Belle: A Story of a Flying Fortress");
    assertThat(database.series("s8202").description()).contains("anything could happen");
    assertThat(database.count("series WHERE title IN ('15-Aug', '9-Feb', '2,215', '1994')"))
        .as("equal titles are different shows")
        .isEqualTo(6);
  }

  @Test
  void aMovieIsOneEpisodeAndAShowHasItsSeasons() {
    ImportSummary summary = run(file(MOVIE, SHOW), false);
    assertThat(summary.added()).isEqualTo(2);
    assertThat(folder.resolve("rejected.csv")).doesNotExist();
    Series movie = database.series("s1");
    assertThat(movie.seasons()).isEmpty();
    assertThat(movie.directors()).containsExactly("Bong Joon-ho");
    assertThat(movie.addedOn()).isEqualTo(LocalDate.of(2017, 6, 28));
    assertThat(episodes("s1"))
        .singleElement()
        .satisfies(episode -> {
          assertThat(episode.seasonNumber()).isEqualTo(1);
          assertThat(episode.episodeNumber()).isEqualTo(1);
          assertThat(episode.title()).isEqualTo("Okja");
          assertThat(episode.durationSeconds()).isEqualTo(121 * 60);
          assertThat(episode.generated()).isFalse();
        });
    Series show = database.series("s2");
    assertThat(show.title()).isEqualTo("킹덤 👑");
    assertThat(show.genre()).isEqualTo("Crime");
    assertThat(show.genres()).containsExactly("Crime", "Horror");
    assertThat(show.seasons()).containsExactly(new SeasonSummary(1, 0), new SeasonSummary(2, 0));
  }

  @Test
  void anImportWithDemoEpisodesFillsTheShowsOfOneWithout() {
    run(file(MOVIE, SHOW), false);
    ImportSummary filled = run(file(MOVIE, SHOW), true);
    assertThat(filled.changed()).isEqualTo(1);
    assertThat(filled.generatedEpisodes()).isPositive();
    assertThat(episodes("s2")).hasSize((int) filled.generatedEpisodes());
    assertThat(episodes("s2")).allMatch(Episode::generated);
    assertThat(run(file(MOVIE, SHOW), true).unchanged()).isEqualTo(2);
    assertThat(run(file(MOVIE, SHOW), false).unchanged()).isEqualTo(2);
  }

  @Test
  void aChangedRecordChangesItsRowAndKeepsItsIds() {
    run(file(MOVIE, SHOW), true);
    Series before = database.series("s2");
    List<Episode> episodes = episodes("s2");
    Episode movie = episodes("s1").getFirst();

    ImportSummary summary =
        run(
            file(
                MOVIE.replace("Okja", "Okja!").replace("121 min", "122 min"),
                SHOW.replace("2 Seasons", "1 Season").replace("Crime, ", "")),
            true);

    assertThat(summary.changed()).isEqualTo(2);
    Series after = database.series("s2");
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.genres()).containsExactly("Horror");
    assertThat(after.seasons()).hasSize(1);
    assertThat(episodes("s2").stream().map(Episode::id))
        .containsExactlyElementsOf(
            episodes.stream().filter(e -> e.seasonNumber() == 1).map(Episode::id).toList());
    assertThat(episodes("s1"))
        .containsExactly(
            new Episode(movie.id(), movie.seriesId(), 1, 1, "Okja!", null, 122 * 60, false));
    assertThat(database.count("series_genres WHERE genre = 'Crime'")).isZero();
  }

  @Test
  void aMovieThatTurnsOutToBeAShowLosesItsEpisode() {
    run(file(MOVIE), true);
    run(file(MOVIE.replace("Movie", "TV Show").replace("121 min", "1 Season")), false);
    assertThat(database.series("s1").seasons()).containsExactly(new SeasonSummary(1, 0));
    run(file(MOVIE), false);
    assertThat(database.series("s1").seasons()).isEmpty();
    assertThat(episodes("s1")).hasSize(1);
  }

  @Test
  void whatAnEditorChangedOrDeletedStays() {
    run(file(MOVIE, SHOW), true);
    SeriesEditor editor = new SeriesEditor(database.changes(), CatalogDatabase.CLOCK);
    editor.replace(
        database.id("s1"),
        new SeriesInput(
            Kind.MOVIE, "Edited", null, null, List.of(), null, List.of(), List.of(), List.of()),
        "*");
    editor.delete(database.id("s2"), "*");

    ImportSummary summary = run(file(MOVIE, SHOW.replace("2020", "2021")), true);

    assertThat(summary.kept()).isEqualTo(2);
    assertThat(summary.records()).isEqualTo(2);
    assertThat(database.series("s1").title()).isEqualTo("Edited");
    assertThat(database.count("series WHERE deleted_at IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void anEditedEpisodeKeepsItsWholeSeries() {
    run(file(SHOW), true);
    Episode first = episodes("s2").getFirst();
    new EpisodeEditor(database.changes(), CatalogDatabase.CLOCK)
        .replace(first.seriesId(), first.id(), new EpisodeInput(1, 1, "Mine", null, 60), "*");
    assertThat(run(file(SHOW.replace("2 Seasons", "1 Season")), true).kept()).isEqualTo(1);
    assertThat(episodes("s2").getFirst().title()).isEqualTo("Mine");
  }

  @Test
  void badRecordsAreReportedWithTheirPlaceAndTheRestGoesOn() throws IOException {
    ImportSummary summary =
        run(
            file(
                MOVIE,
                "s3,Movie,\"two\r\nlines\",,,,2020-01-01,2020,PG,90 min,Dramas,ok\r\n",
                "s4,Radio,Title,,,,2020-01-01,2020,PG,90 min,Dramas,x\r\n",
                "s1,Movie,Again,,,,2020-01-01,2020,PG,90 min,Dramas,x\r\n",
                "s5,Movie,Short\r\n",
                SHOW),
            false);
    assertThat(summary.added()).isEqualTo(3);
    assertThat(summary.rejected()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("rejected.csv")).lines())
        .containsExactly(
            "record,line,show_id,reason",
            "3,5,s4,\"type: \"\"Radio\"\" is neither Movie nor TV Show\"",
            "4,6,s1,show_id s1 was in the file before",
            "5,7,s5,has 3 fields where the header has 12");
    assertThat(database.series("s3").title()).isEqualTo("two lines");
  }

  @Test
  void aReportThatCannotBeWrittenStopsTheImportBeforeItBegins() {
    Path file = file(MOVIE, "s4,Radio,Title,,,,2020-01-01,2020,PG,90 min,Dramas,x\r\n", SHOW);
    CatalogImport catalog =
        new CatalogImport(database.jdbi(), database.changes(), CatalogDatabase.CLOCK);
    for (Path report : List.of(folder, file.resolve("rejected.csv"))) {
      assertThatThrownBy(
              () -> catalog.run(file, new ImportOptions(false, report), ImportProgress.silent()))
          .isInstanceOf(ImportException.class)
          .hasMessageContaining("can't be written");
    }
    assertThat(database.count("series")).isZero();
  }

  @Test
  void gzipAndPlainAreTheSame() throws IOException {
    Path plain = folder.resolve("plain.csv");
    try (var in = new GZIPInputStream(Files.newInputStream(REAL))) {
      Files.copy(in, plain);
    }
    assertThat(run(plain, false).added()).isEqualTo(8_786);
    assertThat(run(REAL, false).unchanged()).isEqualTo(8_786);
  }

  @Test
  void anInterruptedImportIsRepeated() throws IOException {
    byte[] whole = Files.readAllBytes(REAL);
    Path cut =
        Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> run(cut, true))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("the gzip data ends too early");
    long there = database.count("series");
    assertThat(there).isBetween(1L, 8_785L);
    // whole batches: each movie has its episode, each show its seasons
    assertThat(
            database.count(
                """
                series s WHERE kind = 'movie'
                  AND NOT EXISTS (SELECT 1 FROM episodes WHERE series_id = s.id)\
                """))
        .isZero();

    ImportSummary repeated = run(REAL, true);
    assertThat(repeated.added()).isEqualTo(8_786 - there);
    assertThat(repeated.unchanged()).isEqualTo(there);
    assertThat(database.count("series")).isEqualTo(8_786);
  }

  @Test
  void everyBatchTellsTheOtherNodes() {
    run(file(MOVIE, SHOW), false);
    assertThat(outbox()).containsExactly("[\"catalog\", \"catalog:many\"]");
    run(file(MOVIE.replace("Okja", "Okja 2"), SHOW), false);
    assertThat(outbox())
        .containsExactly(
            "[\"catalog\", \"catalog:many\"]",
            "[\"catalog\", \"catalog:many\", \"" + database.id("s1").tag() + "\"]");
  }

  private List<String> outbox() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT tags FROM outbox").mapTo(String.class).list());
  }

  @Test
  void aSecondImportAtTheSameTimeIsRefused() {
    try (var lock = CatalogImport.LOCK.take(database.jdbi(), Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> run(file(MOVIE), false))
          .isInstanceOf(ImportException.class)
          .hasMessageContaining("Another import is running");
    }
    assertThat(run(file(MOVIE), false).added()).isEqualTo(1);
  }

  @Test
  void filesThatAreNoCatalogueAreRefusedInWords() throws IOException {
    assertThatThrownBy(() -> run(folder.resolve("none.csv"), false))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> run(written("".getBytes(StandardCharsets.UTF_8)), false))
        .hasMessageContaining("is empty");
    assertThatThrownBy(
            () -> run(written("show_id,title\r\ns1,x\r\n".getBytes(StandardCharsets.UTF_8)), false))
        .hasMessageContaining("has no column type, director");
    byte[] latin =
        (HEADER + MOVIE.replace("Okja", "Okj\u00e4")).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> run(written(latin), false)).hasMessageContaining("it is not UTF-8");
  }

  @Test
  void columnsMayStandInAnyOrderAndUnknownOnesAreNamed() throws IOException {
    String text =
        "\uFEFFmood,type,show_id,title,director,cast,country,date_added,release_year,rating,duration,"
            + "listed_in,description\r\nsad,Movie,s9,A,,,,,,,,,\r\n";
    ImportSummary summary = run(written(text.getBytes(StandardCharsets.UTF_8)), false);
    assertThat(summary.added()).isEqualTo(1);
    assertThat(summary.blankDurations()).isEqualTo(1);
    assertThat(summary.ignoredColumns()).containsExactly("mood");
    assertThat(summary.text()).contains("1 added", "ignored columns: mood");
    assertThat(database.series("s9").releaseYear()).isNull();
  }

  @Test
  void madeUpTitlesAreTheSameEveryTime() {
    CatalogImport load =
        new CatalogImport(database.jdbi(), database.changes(), CatalogDatabase.CLOCK);
    ImportOptions options = new ImportOptions(false, null);
    assertThat(load.generate(700, options, ImportProgress.silent()).added()).isEqualTo(700);
    ImportSummary longer = load.generate(1_200, options, ImportProgress.silent());
    assertThat(longer.added()).isEqualTo(500);
    assertThat(longer.unchanged()).isEqualTo(700);
  }

  private Path written(byte[] bytes) throws IOException {
    Path file = folder.resolve("written.csv");
    return Files.write(file, bytes);
  }

  private List<Episode> episodes(String showId) {
    SeriesId id = Objects.requireNonNull(database.id(showId));
    return database.jdbi().withHandle(handle -> EpisodeRows.of(handle, id, null));
  }
}
