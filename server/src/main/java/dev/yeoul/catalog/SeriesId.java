package dev.yeoul.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.yeoul.platform.Query;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Names a series, a movie or a show.
 *
 * @param value positive for every series that exists; an id that no row can have is -1
 */
@Schema(type = SchemaType.INTEGER, format = "int64", examples = "42")
public record SeriesId(@JsonValue long value) implements Comparable<SeriesId> {
  private static final String TAG = "series:";

  /**
   * Reads one from a path.
   *
   * @throws dev.yeoul.platform.ProblemException 422 for what is not a whole number
   */
  public static SeriesId fromString(String text) {
    return new SeriesId(Query.id("series_id", text));
  }

  /** The tag of everything that is made from this series. */
  public String tag() {
    return TAG + value;
  }

  /** The series whose {@link #tag()} this is; none for other tags. */
  public static Optional<SeriesId> ofTag(String tag) {
    return tag.startsWith(TAG)
        ? Optional.of(new SeriesId(Long.parseLong(tag.substring(TAG.length()))))
        : Optional.empty();
  }

  @Override
  public int compareTo(SeriesId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
