package dev.yeoul.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.yeoul.platform.Json;
import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.platform.ProblemException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The table series, read. Every method costs two queries at most, however many rows it answers. */
final class SeriesRows {
  private static final ObjectReader STRINGS =
      Json.mapper().readerFor(new TypeReference<List<String>>() {});

  private static final String COLUMNS =
      """
      SELECT s.id, s.kind, s.title, s.description, s.release_year, s.genre, s.genres, s.rating,
             s.countries, s.directors, s.cast, s.added_on, s.score_average, s.score_count
      """;

  private SeriesRows() {}

  /** One that may be seen. */
  static Optional<Series> find(Handle handle, SeriesId id) {
    return Optional.ofNullable(byIds(handle, List.of(id), false).get(id));
  }

  /**
   * One that may be seen, locked until the transaction ends: edits of a series, of its seasons and
   * of its episodes follow each other.
   *
   * @throws ProblemException 404 series_not_found
   */
  static Series lock(Handle handle, SeriesId id) {
    boolean locked =
        handle
            .createQuery(
                "SELECT id FROM series WHERE id = :id AND %s FOR UPDATE"
                    .formatted(Visibility.SERIES))
            .bind("id", id.value())
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    if (!locked) {
      throw notFound(id);
    }
    return find(handle, id).orElseThrow(() -> notFound(id));
  }

  static ProblemException notFound(SeriesId id) {
    return new ProblemException(
        CatalogProblem.SERIES_NOT_FOUND, "There is no series " + id + " in the catalogue");
  }

  /** Whether one exists that may be seen. */
  static boolean exists(Handle handle, SeriesId id) {
    return handle
        .createQuery("SELECT 1 FROM series WHERE id = :id AND " + Visibility.SERIES)
        .bind("id", id.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * Rows of the list. The inner query finds the ids in an index alone, so that a skip passes over
   * index entries and not over rows.
   *
   * @param walk along the order's index; otherwise as MySQL thinks best
   */
  static List<Series> slice(
      Handle handle, SeriesFilter filter, SeriesOrder order, Slice slice, boolean walk) {
    String outer = "s." + order.columns().replace(", ", ", s.");
    String sql =
        COLUMNS
            + """
            FROM (SELECT id FROM %s AND %s ORDER BY %s LIMIT :limit OFFSET :skip) page
            JOIN series s ON s.id = page.id
            ORDER BY %s
            """
                .formatted(
                    found(filter, order, walk), slice.place().condition(), order.columns(), outer);
    List<Series> rows =
        handle
            .createQuery(sql)
            .bindMap(filter.values())
            .bindMap(slice.place().values())
            .bind("limit", slice.limit())
            .bind("skip", slice.skip())
            .map((row, context) -> row(row))
            .list();
    return withSeasons(handle, rows);
  }

  private static String found(SeriesFilter filter, SeriesOrder order, boolean walk) {
    if (order == SeriesOrder.ID && !filter.isEmpty()) {
      return filter.rows(); // each filter has an index that is in this order
    }
    return (walk ? order.walkedTable() : "series") + " WHERE " + filter.condition();
  }

  /**
   * The whole list, where each row stands only; to be closed.
   *
   * @param walk along the order's index; otherwise as MySQL thinks best
   */
  static Stream<SeriesOrder.Row> walk(
      Handle handle, SeriesFilter filter, SeriesOrder order, boolean walk) {
    return handle
        .createQuery(
            "SELECT %s %s FROM %s WHERE %s ORDER BY %s"
                .formatted(
                    ListWalks.HINT,
                    order.placeColumns(),
                    walk ? order.walkedTable() : "series",
                    filter.condition(),
                    order.columns()))
        .bindMap(filter.values())
        .setFetchSize(Integer.MIN_VALUE) // the driver's word for row by row
        .map((row, context) -> new SeriesOrder.Row(row.getLong("id"), order.value(row)))
        .stream();
  }

  /** Those of the ids that exist, in the order of the ids given. */
  static Map<SeriesId, Series> byIds(Handle handle, Collection<SeriesId> ids, boolean deletedToo) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<Series> rows =
        OneTimeQuery.rows(
            handle,
            COLUMNS
                + "FROM series s WHERE id IN (%s) AND "
                + (deletedToo ? "TRUE" : Visibility.SERIES),
            ids.stream().map(SeriesId::value).distinct().toList(),
            SeriesRows::row);
    Map<SeriesId, Series> found =
        withSeasons(handle, rows).stream().collect(Collectors.toMap(Series::id, row -> row));
    Map<SeriesId, Series> ordered = new LinkedHashMap<>();
    for (SeriesId id : ids) {
      Series row = found.get(id);
      if (row != null) {
        ordered.put(id, row);
      }
    }
    return ordered;
  }

  /** Which rows: so many, behind the place and what is skipped from there. */
  record Slice(SeriesOrder.Place place, long skip, int limit) {}

  private static List<Series> withSeasons(Handle handle, List<Series> rows) {
    List<SeriesId> shows =
        rows.stream().filter(row -> row.kind() == Kind.SHOW).map(Series::id).toList();
    Map<SeriesId, List<SeasonSummary>> seasons = SeasonRows.summaries(handle, shows);
    return rows.stream()
        .map(row -> row.withSeasons(seasons.getOrDefault(row.id(), List.of())))
        .toList();
  }

  private static Series row(ResultSet row) throws SQLException {
    return new Series(
        new SeriesId(row.getLong("id")),
        Kind.ofCode(row.getString("kind")),
        row.getString("title"),
        row.getString("description"),
        row.getObject("release_year", Integer.class),
        row.getString("genre"),
        strings(row.getString("genres")),
        row.getString("rating"),
        strings(row.getString("countries")),
        strings(row.getString("directors")),
        strings(row.getString("cast")),
        List.of(),
        row.getObject("added_on", LocalDate.class),
        row.getBigDecimal("score_average"),
        row.getInt("score_count"));
  }

  /** What a JSON column of texts holds. */
  static List<String> strings(String json) {
    try {
      return STRINGS.readValue(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
