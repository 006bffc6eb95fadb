package dev.yeoul.platform;

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

/** The query parameters that every list takes; a list with more of them extends it. */
public class ListQuery extends LimitQuery {
  /** Rows to pass over. */
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
  public @Nullable String skip;

  /** A cursor. */
  @QueryParam("after")
  @Parameter(description = "The cursor of a Link header, with the same sort; not with skip")
  public @Nullable String after;

  /**
   * Which part is wanted.
   *
   * @throws ProblemException 422 naming the parameter
   */
  public final PageRequest page() {
    return PageRequest.of(skip, limit, Query.text("after", after));
  }

  /**
   * The Link header to the part behind a cursor (RFC 8288).
   *
   * @param more the list's own parameters, repeated in the link; null values are left out
   */
  public final String next(String path, String cursor, Map<String, @Nullable String> more) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("after", cursor);
    parameters.put("limit", limit);
    parameters.putAll(more);
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getValue() != null)
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&", "<" + path + "?", ">; rel=\"next\""));
  }

  private static String encoded(@Nullable String value) {
    return value == null ? "" : URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
