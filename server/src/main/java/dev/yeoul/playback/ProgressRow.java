package dev.yeoul.playback;

import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import org.jspecify.annotations.Nullable;

/**
 * Where a viewer is in an episode.
 *
 * @param durationMs null where nobody knows
 * @param entry the write that said so
 */
record ProgressRow(
    SeriesId seriesId,
    EpisodeId episodeId,
    long positionMs,
    @Nullable Long durationMs,
    boolean completed,
    EntryId entry) {
  /** Reads what <code>record_progress.lua</code> keeps for an episode. */
  static ProgressRow parse(SeriesId series, EpisodeId episode, String value) {
    var members = new BarScanner(value);
    return new ProgressRow(
        series,
        episode,
        members.number(),
        members.optionalNumber(),
        members.number() == 1,
        EntryId.parse(members.next()));
  }

  ProgressRow newer(ProgressRow other) {
    return entry.compareTo(other.entry) >= 0 ? this : other;
  }
}
