package dev.yeoul.taste;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Cursor;
import dev.yeoul.platform.ListQuery;
import dev.yeoul.platform.Query;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of the list of reviews. */
final class ReviewQuery extends ListQuery {
  private static final String ORDER = "-id";

  @QueryParam("state")
  @Parameter(
      description = "Those in this state (role editor); the published ones if absent",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"pending", "published", "rejected"}))
  @Nullable String state;

  /** The state that was asked for; null where none was. */
  @Nullable ReviewState state() {
    return Query.oneOf("state", state, ReviewState.class);
  }

  /** The id before which, counting down, the wanted rows are. */
  long before() {
    if (after == null) {
      return Long.MAX_VALUE;
    }
    JsonNode id = Cursor.decode(after, ORDER, 1).getFirst();
    if (!id.canConvertToLong()) {
      throw Cursor.refused();
    }
    return id.longValue();
  }

  /** The Link header of a part that ends with this review. */
  String next(SeriesId series, Review last) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("state", state);
    return next(
        ReviewResource.PATH.replace("{series_id}", series.toString()),
        Cursor.encode(ORDER, last.id().value()),
        parameters);
  }
}
