package dev.yeoul.platform;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Tells whether a call that comes now would wait too long, whatever for: by Little's law it stays
 * for as long as the calls in progress take to end at the present rate. The rate is known only
 * while there are many; else it says how much is asked for, and not how much can be done.
 */
final class Backlog {
  /**
   * How long a call may stay at about the most. Longer serves nobody better: a pipe is full long
   * before, and what waits fills the heap.
   */
  static final double TARGET_SECONDS = 1;

  /** So few in progress say nothing, and are never too many. */
  static final int FEW = 64;

  static final long WINDOW_NANOS = 250_000_000L;

  private static final double UNKNOWN = Double.POSITIVE_INFINITY;

  private final LongSupplier nanoTime;
  private final LongAdder ended = new LongAdder();
  private final AtomicLong windowStart;
  private volatile boolean wereFew = true;
  private volatile double perSecond = UNKNOWN;

  Backlog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.windowStart = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether the next call would wait too long behind these. */
  boolean refuses(int inProgress) {
    look();
    if (inProgress < FEW) {
      wereFew = true;
      return false;
    }
    return inProgress > perSecond * TARGET_SECONDS;
  }

  /** Notes that a call has ended. */
  void end() {
    ended.increment();
  }

  private void look() {
    long now = nanoTime.getAsLong();
    long start = windowStart.get();
    if (now - start >= WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
      double rate = ended.sumThenReset() * 1e9 / (now - start);
      double known = perSecond;
      if (wereFew) {
        perSecond = UNKNOWN;
      } else {
        perSecond = known == UNKNOWN ? rate : (known + rate) / 2;
      }
      wereFew = false;
    }
  }
}
