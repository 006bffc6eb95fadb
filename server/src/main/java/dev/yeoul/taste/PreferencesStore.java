package dev.yeoul.taste;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Json;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The table preferences. Blocking. */
@Singleton
final class PreferencesStore {
  private final Jdbi jdbi;
  private final ChangeFeed changes;
  private final Clock clock;

  PreferencesStore(Jdbi jdbi, ChangeFeed changes, Clock clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.clock = clock;
  }

  /** The viewer's; {@link Preferences#NONE} where none were ever chosen. */
  Preferences of(UserId user) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT genres, series, country FROM preferences WHERE user_id = :user")
            .bind("user", user.value())
            .map((row, context) -> read(row))
            .findOne()
            .orElse(Preferences.NONE));
  }

  /** Replaces all of them. */
  void put(UserId user, Preferences chosen) {
    changes.transact((handle, log) -> {
      log.add("PreferencesChanged", Tastes.tag(user));
      return handle
          .createUpdate(
              """
              INSERT INTO preferences (user_id, genres, series, country, updated_at)
              VALUES (:user, :genres, :series, :country, :now) AS new
              ON DUPLICATE KEY UPDATE genres = new.genres, series = new.series,
                country = new.country, updated_at = new.updated_at
              """)
          .bind("user", user.value())
          .bind("genres", json(chosen.genres()))
          .bind("series", json(chosen.series()))
          .bind("country", chosen.country())
          .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
          .execute();
    });
  }

  /** Reads the columns genres, series and country. */
  static Preferences read(ResultSet row) throws SQLException {
    return new Preferences(
        List.of(parsed(row.getString("genres"), String[].class)),
        Arrays.stream(parsed(row.getString("series"), long[].class))
            .mapToObj(SeriesId::new)
            .toList(),
        row.getString("country"));
  }

  private static <T> T parsed(String json, Class<T> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(List<?> values) {
    try {
      return Json.mapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
