package dev.yeoul.catalog;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to import.
 *
 * @param demoEpisodes whether shows without episodes get made-up ones, marked as generated
 * @param report where the rejected records are listed as CSV, if there are any: record and line
 *     number, show_id, reason; null for nowhere
 */
public record ImportOptions(boolean demoEpisodes, @Nullable Path report) {}
