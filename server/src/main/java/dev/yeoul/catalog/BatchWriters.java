package dev.yeoul.catalog;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches while the next ones are being made: MySQL and the one who reads the titles both
 * work. At most so many batches are under way, so memory does not grow with the import.
 */
final class BatchWriters implements AutoCloseable {
  private final TitleWriter writer;
  private final ImportTally tally;
  private final int atOnce;
  private final Semaphore free;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable RuntimeException failure;

  /**
   * None at work yet.
   *
   * @param atOnce batches under way at the most; with 1 they are written in the order given
   */
  BatchWriters(TitleWriter writer, ImportTally tally, int atOnce) {
    this.writer = writer;
    this.tally = tally;
    this.atOnce = atOnce;
    this.free = new Semaphore(atOnce);
  }

  /** Has a batch written; waits where enough are under way. Throws what stopped an earlier one. */
  void write(List<ImportedTitle> titles) {
    free.acquireUninterruptibly();
    try {
      rethrow();
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
    threads.execute(() -> {
      try {
        tally.count(writer.write(titles));
      } catch (RuntimeException e) {
        failure = e;
      } catch (Error e) { // whatever it is: an import without this batch is none
        failure = new IllegalStateException("a batch was not written", e);
      } finally {
        free.release();
      }
    });
  }

  /** Waits until all are written. Throws what stopped one. */
  void finish() {
    free.acquireUninterruptibly(atOnce);
    free.release(atOnce);
    rethrow();
  }

  private void rethrow() {
    RuntimeException stopped = failure;
    if (stopped != null) {
      throw stopped;
    }
  }

  /** Waits for those under way. */
  @Override
  public void close() {
    threads.close();
  }
}
