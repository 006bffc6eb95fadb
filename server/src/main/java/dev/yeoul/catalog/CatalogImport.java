package dev.yeoul.catalog;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.DatabaseLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Imports titles into the catalogue, in batches of a transaction each. The key is show_id: a second
 * run changes nothing, one that was interrupted can be called again, and rows that an editor
 * changed or deleted stay as they are. Blocking; needs a migrated database.
 */
public final class CatalogImport {
  /** Of whoever imports. */
  static final DatabaseLock LOCK = new DatabaseLock("import");

  private static final int BATCH = 500;

  /** Generated titles go in side by side, those of a file in its order: ids follow it. */
  private static final int GENERATED_AT_ONCE = 2;

  private final Jdbi jdbi;
  private final ChangeFeed changes;
  private final Clock clock;

  /** An import into this database, which tells of its changes here. */
  public CatalogImport(Jdbi jdbi, ChangeFeed changes, Clock clock) {
    this.jdbi = jdbi;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Imports a file: CSV of RFC 4180 in UTF-8, plain or gzip, with the columns of the public listing
   * of Netflix titles in any order. A record that is no title is rejected, counted and reported;
   * the rest goes on.
   *
   * @throws ImportException when the file can't be read, has no fitting header, or another import
   *     runs; what was imported before stays
   */
  public ImportSummary run(Path file, ImportOptions options, ImportProgress progress) {
    ImportTally tally = new ImportTally();
    try (CatalogFile records = CatalogFile.open(file, progress);
        DatabaseLock.Held _ = onlyOne();
        RejectedReport report = RejectedReport.to(options.report());
        BatchWriters writers = writers(options, tally, 1)) {
      Set<String> seen = new HashSet<>();
      List<ImportedTitle> batch = new ArrayList<>(BATCH);
      for (CatalogFile.Row row = records.next(); row != null; row = records.next()) {
        try {
          batch.add(title(row, seen, tally));
        } catch (RejectedRecordException e) {
          tally.countRejected();
          report.add(row, e.reason());
        }
        if (batch.size() == BATCH) {
          write(writers, batch);
        }
      }
      write(writers, batch);
      writers.finish();
      return tally.summary(records.ignoredColumns());
    } finally {
      progress.close();
    }
  }

  /**
   * Imports made-up titles for load tests: number n is always the same one, so that a longer run
   * adds to a shorter one. Streams, whatever their number.
   *
   * @param titles how many, from 0
   * @throws ImportException when another import runs
   */
  public ImportSummary generate(long titles, ImportOptions options, ImportProgress progress) {
    ImportTally tally = new ImportTally();
    try (DatabaseLock.Held _ = onlyOne();
        BatchWriters writers = writers(options, tally, GENERATED_AT_ONCE)) {
      progress.begin(titles, "titles", 1);
      List<ImportedTitle> batch = new ArrayList<>(BATCH);
      for (long number = 1; number <= titles; number++) {
        batch.add(GeneratedTitles.title(number));
        if (batch.size() == BATCH) {
          progress.advance(batch.size());
          write(writers, batch);
        }
      }
      progress.advance(batch.size());
      write(writers, batch);
      writers.finish();
      return tally.summary(List.of());
    } finally {
      progress.close();
    }
  }

  private static ImportedTitle title(CatalogFile.Row row, Set<String> seen, ImportTally tally)
      throws RejectedRecordException {
    ImportedTitle title = row.title();
    if (!seen.add(title.showId())) {
      throw new RejectedRecordException("show_id " + title.showId() + " was in the file before");
    }
    if (title.blankDuration()) {
      tally.countBlankDuration();
    }
    return title;
  }

  private BatchWriters writers(ImportOptions options, ImportTally tally, int atOnce) {
    return new BatchWriters(new TitleWriter(changes, clock, options.demoEpisodes()), tally, atOnce);
  }

  private static void write(BatchWriters writers, List<ImportedTitle> batch) {
    if (!batch.isEmpty()) {
      writers.write(List.copyOf(batch));
      batch.clear();
    }
  }

  private DatabaseLock.Held onlyOne() {
    DatabaseLock.Held held = LOCK.take(jdbi, Duration.ZERO);
    if (held == null) {
      throw new ImportException("Another import is running on this database: try again later");
    }
    return held;
  }
}
