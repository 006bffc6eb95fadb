package dev.yeoul.catalog;

import java.util.List;

/** Counts while an import runs. */
final class ImportTally {
  private long added;
  private long changed;
  private long unchanged;
  private long kept;
  private long rejected;
  private long blankDurations;
  private long generatedEpisodes;

  synchronized void count(WrittenBatch batch) {
    added += batch.added();
    changed += batch.changed();
    unchanged += batch.unchanged();
    kept += batch.kept();
    generatedEpisodes += batch.generatedEpisodes();
  }

  synchronized void countRejected() {
    rejected++;
  }

  synchronized void countBlankDuration() {
    blankDurations++;
  }

  synchronized ImportSummary summary(List<String> ignoredColumns) {
    return new ImportSummary(
        added,
        changed,
        unchanged,
        kept,
        rejected,
        blankDurations,
        generatedEpisodes,
        ignoredColumns);
  }
}
