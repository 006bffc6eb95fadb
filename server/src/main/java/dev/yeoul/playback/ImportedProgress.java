package dev.yeoul.playback;

import dev.yeoul.platform.OneTimeQuery;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.ViewingEvent.Watched;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Brings histories that were made elsewhere straight to MySQL: no entry in a stream, no log, no
 * view that counts as trending. Blocking.
 */
public final class ImportedProgress {
  private static final int ROWS_PER_STATEMENT = 2_000;

  private ImportedProgress() {}

  /**
   * Stores them in the handle's transaction. The viewers are those of this transaction: removals of
   * their history are not asked for.
   *
   * @param plays no two of the same viewer and episode
   */
  public static void store(Handle handle, List<ImportedPlay> plays) {
    List<ViewingEntry> rows = plays.stream().map(ImportedProgress::entry).toList();
    for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
      OneTimeQuery.write(
          handle,
          UpsertSql.of(rows.subList(from, Math.min(from + ROWS_PER_STATEMENT, rows.size()))));
    }
  }

  private static ViewingEntry entry(ImportedPlay play) {
    var watched =
        new Watched(
            play.user().value(),
            play.series(),
            play.episode(),
            play.positionMs(),
            play.durationMs(),
            play.completed(),
            Action.STOP,
            null);
    return new ViewingEntry(
        new StreamEntry(Partition.of(play.user().value()), play.entry(), watched.text()), watched);
  }
}
