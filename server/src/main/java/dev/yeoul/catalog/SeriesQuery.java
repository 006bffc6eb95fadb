package dev.yeoul.catalog;

import dev.yeoul.platform.ListQuery;
import dev.yeoul.platform.Query;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of series. */
final class SeriesQuery extends ListQuery {
  @QueryParam("kind")
  @Parameter(
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"movie", "show"}))
  @Nullable String kind;

  @QueryParam("genre")
  @Parameter(description = "One of the genres, exactly", example = "TV Dramas")
  @Nullable String genre;

  @QueryParam("year")
  @Parameter(
      description = "The release year",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", examples = "2021"))
  @Nullable String year;

  @QueryParam("rating")
  @Parameter(description = "The maturity class, in any case", example = "TV-MA")
  @Nullable String rating;

  @QueryParam("sort")
  @Parameter(
      description = "The order; a minus stands for downwards",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"id", "title", "-release_year", "-added_on"},
              defaultValue = "id"))
  @Nullable String sort;

  SeriesOrder order() {
    return SeriesOrder.of(sort);
  }

  SeriesFilter filter() {
    return new SeriesFilter(
        Query.oneOf("kind", kind, Kind.class),
        Query.text("genre", genre),
        year == null ? null : Query.id("year", year),
        Query.text("rating", rating));
  }

  /** The Link header to the page behind a cursor, with the same filters and order. */
  String next(String cursor) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("kind", kind);
    parameters.put("genre", genre);
    parameters.put("year", year);
    parameters.put("rating", rating);
    parameters.put("sort", sort);
    return next("/api/series", cursor, parameters);
  }
}
