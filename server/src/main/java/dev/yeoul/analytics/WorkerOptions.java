package dev.yeoul.analytics;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param batch entries in a batch at about the most; in a backlog a large one holds several reports
 *     of the same viewer, of which MySQL gets the last
 * @param abandonedAfter an entry that its worker has not finished for this long is taken over
 */
record WorkerOptions(int batch, Duration abandonedAfter) {
  static final WorkerOptions USUAL = new WorkerOptions(16_384, Duration.ofSeconds(5));
}
