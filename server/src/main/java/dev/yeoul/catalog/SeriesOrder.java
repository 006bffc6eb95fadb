package dev.yeoul.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Cursor;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order of the list of series. Each ends in the id, so that every row has its own place, and
 * each has an index of its own. Rows without a year or a day come last, as MySQL sorts NULL
 * downwards.
 */
enum SeriesOrder {
  ID("id", "id", "series_live"),
  TITLE("title", "title, id", "series_title"),
  NEWEST_RELEASE("-release_year", "release_year DESC, id", "series_year"),
  NEWEST_ADDED("-added_on", "added_on DESC, id", "series_added");

  static final String NAMES = "id, title, -release_year, -added_on";

  private final String parameter;
  private final String columns;
  private final String index;

  SeriesOrder(String parameter, String columns, String index) {
    this.parameter = parameter;
    this.columns = columns;
    this.index = index;
  }

  /** What follows ORDER BY. */
  String columns() {
    return columns;
  }

  /** The table, read along the index that is in this order. */
  String walkedTable() {
    return "series FORCE INDEX (" + index + ")";
  }

  /** What {@link Row} holds besides the id, from the columns {@link #placeColumns}. */
  @Nullable Object value(ResultSet row) throws SQLException {
    return switch (this) {
      case ID -> null;
      case TITLE -> row.getString("title");
      case NEWEST_RELEASE -> row.getObject("release_year", Integer.class);
      case NEWEST_ADDED -> row.getString("added_on");
    };
  }

  /** The columns that say where a row stands, as {@link Row} holds them. */
  String placeColumns() {
    return this == ID ? "id" : columns.replace(" DESC", "");
  }

  /** The order named by the query parameter sort; 422 for an unknown one. */
  static SeriesOrder of(@Nullable String sort) {
    if (sort == null) {
      return ID;
    }
    for (SeriesOrder order : values()) {
      if (order.parameter.equals(sort)) {
        return order;
      }
    }
    throw ProblemException.invalid("sort", "must be one of " + NAMES);
  }

  /** The cursor behind a row. */
  String cursor(Series row) {
    long id = row.id().value();
    return switch (this) {
      case ID -> Cursor.encode(parameter, id);
      case TITLE -> Cursor.encode(parameter, row.title(), id);
      case NEWEST_RELEASE -> Cursor.encode(parameter, orEmpty(row.releaseYear()), id);
      case NEWEST_ADDED -> Cursor.encode(parameter, orEmpty(row.addedOn()), id);
    };
  }

  /** The place behind a row that the cursor stands for; 422 for one of another making. */
  Place after(String cursor) {
    List<JsonNode> values = Cursor.decode(cursor, parameter, this == ID ? 1 : 2);
    JsonNode id = values.getLast();
    if (!id.canConvertToLong() || !id.isIntegralNumber()) {
      throw Cursor.refused();
    }
    return after(values.getFirst(), id.longValue());
  }

  private Place after(JsonNode value, long id) {
    boolean none = value.isTextual() && value.textValue().isEmpty();
    return behind(
        switch (this) {
          case ID -> new Row(id, null);
          case TITLE -> new Row(id, title(value));
          case NEWEST_RELEASE -> new Row(id, none ? null : year(value));
          case NEWEST_ADDED -> new Row(id, none ? null : day(value));
        });
  }

  /** The place behind a row. */
  Place behind(Row row) {
    return switch (this) {
      case ID -> new Place("id > :after_id", Map.of("after_id", row.id()));
      case TITLE ->
          new Place(
              "title >= :after AND (title > :after OR id > :after_id)",
              Map.of(
                  "after", Objects.requireNonNull(row.value(), "a title"), "after_id", row.id()));
      case NEWEST_RELEASE -> downwards("release_year", row.value(), row.id());
      case NEWEST_ADDED -> downwards("added_on", row.value(), row.id());
    };
  }

  private static Place downwards(String column, @Nullable Object value, long id) {
    if (value == null) {
      return new Place(column + " IS NULL AND id > :after_id", Map.of("after_id", id));
    }
    return new Place(
        "(%1$s < :after OR %1$s IS NULL OR (%1$s = :after AND id > :after_id))".formatted(column),
        Map.of("after", value, "after_id", id));
  }

  private static String title(JsonNode value) {
    if (value.isTextual()) {
      String title = Query.text("after", value.textValue());
      if (title != null) {
        return title;
      }
    }
    throw Cursor.refused();
  }

  private static Integer year(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    throw Cursor.refused();
  }

  private static String day(JsonNode value) {
    try {
      LocalDate day = LocalDate.parse(value.asText());
      if (day.getYear() >= 1000 && day.getYear() <= 9999) { // MySQL's DATE
        return day.toString();
      }
    } catch (DateTimeException e) {
      throw Cursor.refused();
    }
    throw Cursor.refused();
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? "" : value;
  }

  /**
   * Where a row stands in an order.
   *
   * @param value the title, the year or the day; null where the row has none, and in the order of
   *     ids
   */
  record Row(long id, @Nullable Object value) {}

  /** The condition that holds behind a cursor, with the values of its parameters. */
  record Place(String condition, Map<String, Object> values) {
    static final Place START = new Place("TRUE", Map.of());
  }
}
