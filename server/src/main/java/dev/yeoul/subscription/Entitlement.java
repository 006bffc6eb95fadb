package dev.yeoul.subscription;

import java.time.Instant;

/**
 * What a running subscription allows its user.
 *
 * @param endDate the first instant that is not paid for
 * @param maxStreams how many streams may play at once, 1 or more
 * @param maxHeight the height of the largest picture, in pixels
 */
public record Entitlement(Instant endDate, int maxStreams, int maxHeight) {}
