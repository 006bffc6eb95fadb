package dev.yeoul.recommendation;

import java.util.Locale;

/** What became of a candidate. */
enum Verdict {
  /** It was not worse than the model in service, better than popular, and serves now. */
  PUBLISHED,
  /** It serves now because somebody said so. */
  FORCED,
  REFUSED,
  /** Too few viewers to tell. */
  NOT_JUDGED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
