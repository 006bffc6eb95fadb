package dev.yeoul.platform;

/**
 * A kind of error that a client can meet, implemented by one enum per feature. Each is listed in
 * docs/api.md.
 */
public interface ProblemType {
  /** The HTTP status, 400 to 599. */
  int status();

  /** The stable, machine-readable name in snake_case. */
  String code();

  /** A short sentence that is the same for each occurrence. */
  String title();
}
