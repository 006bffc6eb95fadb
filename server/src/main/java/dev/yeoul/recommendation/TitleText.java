package dev.yeoul.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a title.
 *
 * @param seriesId the series' id, once in a list of titles
 * @param description null where there is none
 */
record TitleText(
    long seriesId,
    String title,
    List<String> genres,
    List<String> cast,
    List<String> directors,
    @Nullable String description) {}
