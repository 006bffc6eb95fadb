package dev.yeoul.playback;

/**
 * An entry that a store will never take.
 *
 * @param reason what the store said, for an operator
 */
public record RefusedEntry(StreamEntry entry, String reason) {}
