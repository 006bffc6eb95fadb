package dev.yeoul.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.yeoul.platform.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The table series and its genres, written by an editor. Changes expect the series to be locked.
 */
final class SeriesChanges {
  private static final String GENRE =
      "INSERT INTO series_genres (series_id, genre) VALUES (:id, :genre)";

  private SeriesChanges() {}

  static SeriesId insert(Handle handle, SeriesInput input, Instant now) {
    SeriesId id =
        bound(
                handle.createUpdate(
                    """
                    INSERT INTO series
                      (kind, title, description, release_year, genre, genres, rating, countries,
                       directors, cast, added_on, edited_at, created_at, updated_at)
                    VALUES
                      (:kind, :title, :description, :year, :genre, :genres, :rating, :countries,
                       :directors, :cast, DATE(:now), :now, :now, :now)
                    """),
                input,
                now)
            .executeAndReturnGeneratedKeys()
            .mapTo(Long.class)
            .map(SeriesId::new)
            .one();
    insertGenres(handle, id, input.genres());
    return id;
  }

  static void update(Handle handle, SeriesId id, SeriesInput input, Instant now) {
    bound(
            handle.createUpdate(
                """
                UPDATE series
                SET kind = :kind, title = :title, description = :description, release_year = :year,
                    genre = :genre, genres = :genres, rating = :rating, countries = :countries,
                    directors = :directors, cast = :cast, edited_at = :now, updated_at = :now
                WHERE id = :id
                """),
            input,
            now)
        .bind("id", id.value())
        .execute();
    deleteGenres(handle, id);
    insertGenres(handle, id, input.genres());
  }

  /** Marks a series as an editor's, which an import then keeps as it is. */
  static void touch(Handle handle, SeriesId id, Instant now) {
    handle
        .createUpdate("UPDATE series SET edited_at = :now, updated_at = :now WHERE id = :id")
        .bind("now", now)
        .bind("id", id.value())
        .execute();
  }

  /** Hides a series. Its rows stay, for the histories of those who watched it. */
  static void delete(Handle handle, SeriesId id, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE series SET deleted_at = :now, edited_at = :now, updated_at = :now WHERE id = :id
            """)
        .bind("now", now)
        .bind("id", id.value())
        .execute();
    deleteGenres(handle, id);
  }

  private static Update bound(Update update, SeriesInput input, Instant now) {
    return update
        .bind("kind", input.kind().code())
        .bind("title", input.title())
        .bind("description", input.description())
        .bind("year", input.releaseYear())
        .bind("genre", input.genre())
        .bind("genres", json(input.genres()))
        .bind("rating", input.rating())
        .bind("countries", json(input.countries()))
        .bind("directors", json(input.directors()))
        .bind("cast", json(input.cast()))
        .bind("now", now);
  }

  private static void insertGenres(Handle handle, SeriesId id, List<String> genres) {
    for (String genre : new LinkedHashSet<>(genres)) {
      handle.createUpdate(GENRE).bind("id", id.value()).bind("genre", genre).execute();
    }
  }

  private static void deleteGenres(Handle handle, SeriesId id) {
    handle
        .createUpdate("DELETE FROM series_genres WHERE series_id = :id")
        .bind("id", id.value())
        .execute();
  }

  static String json(List<String> values) {
    try {
      return Json.mapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
