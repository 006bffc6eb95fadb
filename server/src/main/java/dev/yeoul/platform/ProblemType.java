package dev.yeoul.platform;

import java.util.Locale;

/**
 * A kind of error that a client can meet, implemented by one enum per feature. Each is listed in
 * docs/api.md.
 */
public interface ProblemType {
  /** The HTTP status, 400 to 599. */
  int status();

  /** The constant's name. */
  String name();

  /** The stable, machine-readable name in snake_case. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A short sentence that is the same for each occurrence. */
  String title();
}
