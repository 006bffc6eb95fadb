package dev.yeoul.catalog;

import java.util.List;

/**
 * What an import did. Each record is one of added, changed, unchanged, kept and rejected.
 *
 * @param kept rows that an editor changed or deleted, left as they are
 * @param blankDurations records without a duration
 * @param generatedEpisodes episodes that were made up
 * @param ignoredColumns columns of the file that mean nothing to the import
 */
public record ImportSummary(
    long added,
    long changed,
    long unchanged,
    long kept,
    long rejected,
    long blankDurations,
    long generatedEpisodes,
    List<String> ignoredColumns) {
  /** All records read. */
  public long records() {
    return added + changed + unchanged + kept + rejected;
  }

  /** Lines for a person. */
  public String text() {
    String ignored =
        ignoredColumns.isEmpty() ? "" : "ignored columns: " + String.join(", ", ignoredColumns);
    return """
    %,d records: %,d added, %,d changed, %,d unchanged, %,d kept as an editor left them, \
    %,d rejected
    %,d without a duration; %,d episodes generated
    %s\
    """
        .formatted(
            records(),
            added,
            changed,
            unchanged,
            kept,
            rejected,
            blankDurations,
            generatedEpisodes,
            ignored)
        .strip();
  }
}
