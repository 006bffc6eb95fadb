package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import org.jspecify.annotations.Nullable;

/**
 * How far a viewer came in an episode, by another way than a player's report.
 *
 * @param positionMs milliseconds, 0 or more
 * @param durationMs milliseconds, more than 0; null where nobody knows
 * @param completed whether at least 90 % was seen
 * @param entry its place in the order of the viewer's writes: past, and no other of theirs has it
 */
public record ImportedPlay(
    UserId user,
    SeriesId series,
    EpisodeId episode,
    long positionMs,
    @Nullable Long durationMs,
    boolean completed,
    EntryId entry) {}
