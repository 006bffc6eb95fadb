package dev.yeoul.platform;

import java.util.concurrent.Executor;

/**
 * How long work waits in an executor's queue before it runs: one piece of work that does nothing is
 * always on its way through.
 */
final class DelayProbe {
  private final Executor executor;
  private volatile long sentAt;
  private volatile long waited;
  private volatile boolean underWay;

  DelayProbe(Executor executor) {
    this.executor = executor;
  }

  /** The last known delay, or the age of the probe under way where that is more; sends the next. */
  long look(long nowNanos) {
    if (underWay) {
      return Math.max(waited, nowNanos - sentAt);
    }
    long last = waited;
    sentAt = nowNanos;
    underWay = true;
    executor.execute(() -> {
      waited = System.nanoTime() - sentAt;
      underWay = false;
    });
    return last;
  }
}
