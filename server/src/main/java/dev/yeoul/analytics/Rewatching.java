package dev.yeoul.analytics;

/**
 * How often a viewer came back to what they had watched.
 *
 * @param again on how many more days episodes of the series were watched to their ends, at least 1
 */
public record Rewatching(long userId, long seriesId, int again) {}
