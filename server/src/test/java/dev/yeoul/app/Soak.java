package dev.yeoul.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long fault scenarios last: one round each, or all together as long as <code>
 * ./yeoul test --soak MINUTES</code> says, and one round each at least.
 */
final class Soak {
  private static final Duration TOLD = Duration.ofMinutes(Long.getLong("yeoul.soak.minutes", 0));

  /**
   * So many share the time; one that runs for each of several faults counts as often. Where it is
   * too many, the soak ends a little early.
   */
  private static final int SCENARIOS = 20;

  private static final long END = System.nanoTime() + TOLD.toNanos();

  private static int begun;

  private Soak() {}

  interface Round {
    void run() throws Exception;
  }

  /** Goes through the scenario once, and again until its share of the time is over. */
  static void rounds(Round round) throws Exception {
    long start = System.nanoTime();
    long share = share(END - start);
    do {
      round.run();
    } while (System.nanoTime() - start < share);
  }

  /**
   * What is left is divided among those still to come: a round may have taken more than its share.
   */
  private static synchronized long share(long left) {
    if (begun == SCENARIOS) {
      throw new AssertionError("there are more than " + SCENARIOS + " scenarios: count them anew");
    }
    return left / (SCENARIOS - begun++);
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
