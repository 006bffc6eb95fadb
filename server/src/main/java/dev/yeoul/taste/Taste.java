package dev.yeoul.taste;

import dev.yeoul.catalog.SeriesId;
import java.util.Map;
import java.util.Set;

/**
 * What a viewer has said, as far as it tells what to recommend; deleted series too.
 *
 * @param scores the viewer's ratings, 1 to 5
 * @param dismissed never to be shown
 */
public record Taste(
    Map<SeriesId, Integer> scores, Set<SeriesId> dismissed, Preferences preferences) {}
