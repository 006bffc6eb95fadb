package dev.yeoul.recommendation;

import java.util.Locale;

/** What ranked the titles of an answer. */
enum Source {
  /** The model, by titles of the viewer's that it knows or knows similar ones of. */
  MODEL,

  /** The model's popularity: of the viewer it has nothing to go by. */
  POPULAR,

  /** No model: what is trending and new. */
  NONE;

  /** As metrics have it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this label. */
  static Source of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
