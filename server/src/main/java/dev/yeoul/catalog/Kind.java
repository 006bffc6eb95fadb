package dev.yeoul.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A movie is one piece; a show has seasons of episodes. */
@Schema(enumeration = {"movie", "show"})
public enum Kind {
  /** One piece, kept as one episode: season 1, episode 1. */
  MOVIE,
  /** Seasons of episodes. */
  SHOW;

  /** As the API and the database write it. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
