package dev.yeoul.playback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.platform.Cursor;
import dev.yeoul.platform.PageRequest;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a viewer's lists. */
final class WatchingQuery {
  private static final String ORDER = "watched";

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
  @Parameter(description = "The cursor of a Link header; not with skip")
  @Nullable String after;

  PageRequest page() {
    return PageRequest.of(skip, limit, after);
  }

  /** The entry behind which the wanted rows are, older than it; null for all. */
  @Nullable EntryId before() {
    if (after == null) {
      return null;
    }
    List<JsonNode> values = Cursor.decode(after, ORDER, 2);
    if (!values.stream().allMatch(JsonNode::canConvertToLong)) {
      throw Cursor.refused();
    }
    return new EntryId(values.get(0).longValue(), values.get(1).longValue());
  }

  /** The Link header of a part that ends with this entry. */
  String next(String path, EntryId last) {
    String rest = limit == null ? "" : "&limit=" + limit;
    String cursor = Cursor.encode(ORDER, last.ms(), last.seq());
    return "<" + path + "?after=" + cursor + rest + ">; rel=\"next\"";
  }
}
