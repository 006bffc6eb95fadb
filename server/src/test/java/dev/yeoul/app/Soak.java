package dev.yeoul.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a fault scenario lasts: once, or as long as <code>./yeoul test --soak MINUTES</code>.
 */
final class Soak {
  private static final Duration TOLD = Duration.ofMinutes(Long.getLong("yeoul.soak.minutes", 0));

  private Soak() {}

  interface Round {
    void run() throws Exception;
  }

  /** Goes through the scenario once, and again until the time that was told is over. */
  static void rounds(Round round) throws Exception {
    long start = System.nanoTime();
    do {
      round.run();
    } while (System.nanoTime() - start < TOLD.toNanos());
  }

  /**
   * Lets the load go on for this long. Not a wait for anything: the time itself is the scenario.
   */
  static void pass(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
