package dev.yeoul.taste;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has become of a review. */
@Schema(enumeration = {"pending", "published", "rejected"})
enum ReviewState {
  /** No editor has looked at the text yet. */
  PENDING,
  /** Everybody sees it. */
  PUBLISHED,
  /** Nobody but its author and editors sees it. */
  REJECTED;

  /** As the API and the database write it. */
  @JsonValue
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReviewState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
