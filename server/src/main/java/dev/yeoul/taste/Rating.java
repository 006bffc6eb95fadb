package dev.yeoul.taste;

import java.time.Instant;

/**
 * A viewer's rating of a series.
 *
 * @param score 1 to 5
 * @param at when the viewer said so last
 */
public record Rating(long userId, long seriesId, int score, Instant at) {}
