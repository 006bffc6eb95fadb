package dev.yeoul.playback;

import org.jspecify.annotations.Nullable;

/** Reads members divided by bars, without making pieces of what is read as a number. */
final class BarScanner {
  private final String text;
  private int at;

  BarScanner(String text) {
    this.text = text;
  }

  String next() {
    int start = start();
    return text.substring(start, at - 1);
  }

  long number() {
    int start = start();
    return Long.parseLong(text, start, at - 1, 10);
  }

  @Nullable Long optionalNumber() {
    int start = start();
    return start == at - 1 ? null : Long.valueOf(Long.parseLong(text, start, at - 1, 10));
  }

  /** All that is left, bars included; null where the last member was read. */
  @Nullable String rest() {
    return at > text.length() ? null : text.substring(at);
  }

  /** Moves behind the member and its bar, and returns where the member starts. */
  private int start() {
    if (at > text.length()) {
      throw new IllegalArgumentException("a member is missing");
    }
    int start = at;
    int bar = text.indexOf('|', start);
    at = (bar < 0 ? text.length() : bar) + 1;
    return start;
  }
}
