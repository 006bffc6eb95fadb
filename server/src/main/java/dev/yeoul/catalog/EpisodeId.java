package dev.yeoul.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.yeoul.platform.Query;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Names an episode; a movie is one episode.
 *
 * @param value positive for every episode that exists; an id that no row can have is -1
 */
@Schema(type = SchemaType.INTEGER, format = "int64", examples = "1042")
public record EpisodeId(@JsonValue long value) implements Comparable<EpisodeId> {
  /**
   * Reads one from a path.
   *
   * @throws dev.yeoul.platform.ProblemException 422 for what is not a whole number
   */
  public static EpisodeId fromString(String text) {
    return new EpisodeId(Query.id("episode_id", text));
  }

  @Override
  public int compareTo(EpisodeId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
