package dev.yeoul.catalog;

import dev.yeoul.platform.PageRequest;
import dev.yeoul.platform.Query;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of series. */
final class SeriesQuery {
  @QueryParam("skip")
  @Parameter(
      description = "Rows to pass over; not with after",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              format = "int64",
              minimum = "0",
              maximum = "9223372036854775807",
              defaultValue = "0"))
  @Nullable String skip;

  @QueryParam("limit")
  @Parameter(
      description = "Rows at the most",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
  @Nullable String limit;

  @QueryParam("after")
  @Parameter(description = "The cursor of a Link header, with the same sort; not with skip")
  @Nullable String after;

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

  PageRequest page() {
    return PageRequest.of(skip, limit, Query.text("after", after));
  }

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

  /** The Link header to the page behind a cursor (RFC 8288), with the same filters and order. */
  String next(String cursor) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("after", cursor);
    parameters.put("limit", limit);
    parameters.put("kind", kind);
    parameters.put("genre", genre);
    parameters.put("year", year);
    parameters.put("rating", rating);
    parameters.put("sort", sort);
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getValue() != null)
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&", "</api/series?", ">; rel=\"next\""));
  }

  private static String encoded(@Nullable String value) {
    return value == null ? "" : URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
