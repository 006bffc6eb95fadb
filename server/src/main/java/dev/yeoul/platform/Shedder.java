package dev.yeoul.platform;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides which share of calls is refused so that work does not wait longer than the target. Like
 * CoDel (RFC 8289) it goes by the least delay of a window: a burst leaves at least one short one, a
 * standing queue does not. Like PIE (RFC 8033) it moves the share by how far the delay is off.
 */
final class Shedder {
  static final long TARGET_NANOS = 2_000_000_000L;
  static final long WINDOW_NANOS = 250_000_000L;

  private static final double STEP = 0.1;
  private static final double MAX_SHARE = 0.95;
  private static final int SCALE = 1 << 16;

  private long windowStart;
  private long least = Long.MAX_VALUE;
  private double share;
  private volatile int refusing;

  Shedder(long nowNanos) {
    this.windowStart = nowNanos;
  }

  /** Whether the next call is one of those. */
  boolean refuses() {
    int now = refusing;
    return now != 0 && ThreadLocalRandom.current().nextInt(SCALE) < now;
  }

  /** The share that is refused, 0 to 1. */
  double share() {
    return (double) refusing / SCALE;
  }

  /** Notes how long work waited; one thread calls this. */
  void sample(long nowNanos, long delayNanos) {
    least = Math.min(least, delayNanos);
    if (nowNanos - windowStart >= WINDOW_NANOS) {
      double off = (double) (least - TARGET_NANOS) / TARGET_NANOS;
      share = Math.clamp(share + STEP * Math.min(off, 2), 0, MAX_SHARE);
      refusing = (int) (share * SCALE);
      least = Long.MAX_VALUE;
      windowStart = nowNanos;
    }
  }
}
