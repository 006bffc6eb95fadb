package dev.yeoul.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What playback must know of an episode.
 *
 * @param durationMs milliseconds, null where the length is unknown
 */
public record EpisodeFacts(
    EpisodeId id,
    SeriesId seriesId,
    int seasonNumber,
    int episodeNumber,
    @Nullable Long durationMs) {}
