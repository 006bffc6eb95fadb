package dev.yeoul.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series of the list are wanted; a null member wants all.
 *
 * @param genre one of the series' genres, exactly
 * @param year the release year; one that no series can have finds none
 */
record SeriesFilter(
    @Nullable Kind kind, @Nullable String genre, @Nullable Long year, @Nullable String rating) {

  static final SeriesFilter ALL = new SeriesFilter(null, null, null, null);

  /** Whether no series can fit, so that MySQL need not be asked and nothing be remembered. */
  boolean findsNone() {
    return isLonger(genre, SeriesInput.MAX_GENRE) || isLonger(rating, SeriesInput.MAX_RATING);
  }

  private static boolean isLonger(@Nullable String text, int limit) {
    return text != null && text.codePointCount(0, text.length()) > limit;
  }

  boolean isEmpty() {
    return values().isEmpty();
  }

  /**
   * Table and condition, to which more may be added with AND, for queries that ask for ids alone. A
   * genre's are in a table of their own, which holds those of visible series only.
   */
  String rows() {
    return genre != null && kind == null && year == null && rating == null
        ? "(SELECT series_id AS id FROM series_genres WHERE genre = :genre) found WHERE TRUE"
        : "series WHERE " + condition();
  }

  /** The condition on the table series, with named parameters. */
  String condition() {
    StringBuilder sql = new StringBuilder(Visibility.SERIES);
    if (kind != null) {
      sql.append(" AND kind = :kind");
    }
    if (genre != null) {
      sql.append(" AND id IN (SELECT series_id FROM series_genres WHERE genre = :genre)");
    }
    if (year != null) {
      sql.append(" AND release_year = :year");
    }
    if (rating != null) {
      sql.append(" AND rating = :rating");
    }
    return sql.toString();
  }

  /** The values of the parameters in {@link #condition}. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (kind != null) {
      values.put("kind", kind.code());
    }
    if (genre != null) {
      values.put("genre", genre);
    }
    if (year != null) {
      values.put("year", year);
    }
    if (rating != null) {
      values.put("rating", rating);
    }
    return values;
  }
}
