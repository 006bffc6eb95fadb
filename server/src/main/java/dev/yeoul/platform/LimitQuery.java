package dev.yeoul.platform;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameter of whatever answers more than one thing. */
public class LimitQuery {
  /** Things at the most. */
  @QueryParam("limit")
  @Parameter(
      description = "How many at the most; of an answer in rows, in each",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
  public @Nullable String limit;

  /**
   * How many are wanted.
   *
   * @throws ProblemException 422 naming the parameter
   */
  public final int most() {
    return PageRequest.limit(limit);
  }
}
