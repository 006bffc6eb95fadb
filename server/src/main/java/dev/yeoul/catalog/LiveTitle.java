package dev.yeoul.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written about a series that viewers may see. */
public record LiveTitle(
    SeriesId id,
    String title,
    List<String> genres,
    List<String> cast,
    List<String> directors,
    @Nullable String description) {}
