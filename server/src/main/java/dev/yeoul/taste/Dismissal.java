package dev.yeoul.taste;

import java.time.Instant;

/**
 * A series that a viewer does not want to be shown again.
 *
 * @param at since when
 */
public record Dismissal(long userId, long seriesId, Instant at) {}
