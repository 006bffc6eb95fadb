package dev.yeoul.analytics;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param batch entries in a batch at about the most; what they become in memory must die young, or
 *     it ends in collections of the whole heap, for which viewers wait
 * @param backlog so many entries that are not stored yet are a backlog
 * @param backlogBatch the same as batch in a backlog, where they are cheaper by the entry: rows lie
 *     closer together, and of several reports of one viewer MySQL gets the last; so many are taken
 *     over at a time too, since what a worker leaves that dies in a backlog is two of its batches
 * @param gather from the start of one batch to the start of the next, where there is no backlog
 * @param gatherWhenBusy the same on a machine that is busy; with the time that a batch takes it
 *     must stay below the 5 s within which reports reach MySQL and MongoDB
 * @param abandonedAfter an entry that its worker has not finished for this long is taken over
 */
record WorkerOptions(
    int batch,
    int backlog,
    int backlogBatch,
    Duration gather,
    Duration gatherWhenBusy,
    Duration abandonedAfter) {
  static final WorkerOptions USUAL =
      new WorkerOptions(
          4096,
          65_536,
          16_384,
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));
}
