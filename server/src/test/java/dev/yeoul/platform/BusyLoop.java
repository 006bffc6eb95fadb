package dev.yeoul.platform;

import java.time.Duration;

/** What an event loop is busy with. */
final class BusyLoop {
  private BusyLoop() {}

  /** Takes the processor for so long. */
  static void spin(Duration span) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < span.toNanos()) {
      Thread.onSpinWait();
    }
  }
}
