package dev.yeoul.catalog;

/** What writing some titles did. */
record WrittenBatch(int added, int changed, int unchanged, int kept, int generatedEpisodes) {}
