package dev.yeoul.playback;

import java.util.Locale;

/**
 * What a viewer removed.
 *
 * @param seriesId 0 for all
 * @param upTo what was written up to this entry is removed
 */
record Removal(long userId, long seriesId, Scope scope, EntryId upTo) {
  enum Scope {
    HISTORY,
    CONTINUE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
