package dev.yeoul.platform;

/** A string that must not reach a log: it prints as [REDACTED]. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
