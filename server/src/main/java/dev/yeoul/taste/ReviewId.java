package dev.yeoul.taste;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.yeoul.platform.Query;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Names a review.
 *
 * @param value positive for every review that exists; an id that no row can have is -1
 */
@Schema(type = SchemaType.INTEGER, format = "int64", examples = "7")
record ReviewId(@JsonValue long value) {
  /**
   * Reads one from a path.
   *
   * @throws dev.yeoul.platform.ProblemException 422 for what is not a whole number
   */
  public static ReviewId fromString(String text) {
    return new ReviewId(Query.id("review_id", text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
