package dev.yeoul.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** The rows that imported titles become. */
final class TitleRows {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TitleRows() {}

  /** New series; answers their ids. */
  static Map<SeriesId, ImportedTitle> insert(
      Handle handle, List<ImportedTitle> titles, Instant now) {
    // once for all rows: the driver took a tenth of the import's time to write them out
    String at = AT.format(now);
    MultiRowInsert rows =
        new MultiRowInsert(
            handle,
            "series",
            """
            kind, title, description, release_year, genre, genres, rating, countries, directors,
            cast, added_on, show_id, import_hash, created_at, updated_at\
            """,
            null);
    for (ImportedTitle title : titles) {
      SeriesInput series = title.series();
      rows.add(
          series.kind().code(),
          series.title(),
          series.description(),
          series.releaseYear(),
          series.genre(),
          SeriesChanges.json(series.genres()),
          series.rating(),
          SeriesChanges.json(series.countries()),
          SeriesChanges.json(series.directors()),
          SeriesChanges.json(series.cast()),
          Objects.toString(title.addedOn(), null),
          title.showId(),
          title.hash(),
          at,
          at);
    }
    Map<SeriesId, ImportedTitle> inserted = new LinkedHashMap<>();
    Iterator<Long> numbers = rows.flushNumbered().iterator();
    titles.forEach(title -> inserted.put(new SeriesId(numbers.next()), title));
    return inserted;
  }

  /** Series whose record has changed; removes what they no longer have. */
  static void update(Handle handle, Map<SeriesId, ImportedTitle> titles, Instant now) {
    titles.forEach((id, title) -> {
      SeriesChanges.update(handle, id, title.series(), now);
      handle
          .createUpdate(
              """
              UPDATE series SET added_on = :added_on, import_hash = :hash, edited_at = NULL
              WHERE id = :id
              """)
          .bind("added_on", Objects.toString(title.addedOn(), null))
          .bind("hash", title.hash())
          .bind("id", id.value())
          .execute();
      removeLeftovers(handle, id, title, now);
    });
  }

  private static void removeLeftovers(
      Handle handle, SeriesId id, ImportedTitle title, Instant now) {
    String stays =
        title.isMovie()
            ? "season_number = 1 AND episode_number = 1"
            : "season_number <= :seasons AND `generated`";
    handle
        .createUpdate(
            "UPDATE episodes SET deleted_at = :now WHERE series_id = :id AND live = 1 AND NOT (%s)"
                .formatted(stays))
        .bind("now", now)
        .bind("id", id.value())
        .bind("seasons", title.seasons())
        .execute();
    handle
        .createUpdate("DELETE FROM seasons WHERE series_id = :id AND season_number > :seasons")
        .bind("id", id.value())
        .bind("seasons", title.seasons())
        .execute();
  }

  static void insertGenresAndSeasons(Handle handle, Map<SeriesId, ImportedTitle> titles) {
    // an update has written the genres of a changed title already
    MultiRowInsert genres =
        new MultiRowInsert(
            handle, "series_genres", "series_id, genre", "genre = series_genres.genre");
    MultiRowInsert seasons =
        new MultiRowInsert(
            handle, "seasons", "series_id, season_number", "season_number = fresh.season_number");
    titles.forEach((id, title) -> {
      for (String genre : new LinkedHashSet<>(title.series().genres())) {
        genres.add(id.value(), genre);
      }
      for (int season = 1; season <= title.seasons(); season++) {
        seasons.add(id.value(), season);
      }
    });
    genres.flush();
    seasons.flush();
  }

  /** A movie's one episode, and a show's made-up ones where wanted; answers how many those are. */
  static int insertEpisodes(
      Handle handle, Map<SeriesId, ImportedTitle> titles, boolean demoEpisodes) {
    MultiRowInsert rows =
        new MultiRowInsert(
            handle,
            "episodes",
            "series_id, season_number, episode_number, title, duration_seconds, `generated`",
            """
            title = fresh.title, duration_seconds = fresh.duration_seconds,
            `generated` = fresh.`generated`\
            """);
    int generated = 0;
    for (Map.Entry<SeriesId, ImportedTitle> entry : titles.entrySet()) {
      for (EpisodeDraft episode : episodes(entry.getValue(), demoEpisodes)) {
        rows.add(
            entry.getKey().value(),
            episode.season(),
            episode.number(),
            episode.title(),
            episode.durationSeconds(),
            episode.generated());
        generated += episode.generated() ? 1 : 0;
      }
    }
    rows.flush();
    return generated;
  }

  private static List<EpisodeDraft> episodes(ImportedTitle title, boolean demoEpisodes) {
    if (title.isMovie()) {
      return List.of(
          new EpisodeDraft(1, 1, title.series().title(), title.durationSeconds(), false));
    }
    return demoEpisodes ? DemoEpisodes.of(title) : List.of();
  }
}
