package dev.yeoul.catalog;

import org.jspecify.annotations.Nullable;

/** An episode that an import writes. */
record EpisodeDraft(
    int season, int number, String title, @Nullable Integer durationSeconds, boolean generated) {}
