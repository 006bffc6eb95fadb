package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import java.time.Instant;

/**
 * How far a viewer came in an episode.
 *
 * @param share how much of the episode lies before the last position, 0 to 1; a half where its
 *     length is not known
 * @param completed whether at least 90 % was seen
 * @param at when the viewer last reported a position in it
 */
public record Watching(UserId user, SeriesId series, double share, boolean completed, Instant at) {}
