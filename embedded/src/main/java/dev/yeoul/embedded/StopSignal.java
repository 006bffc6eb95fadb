package dev.yeoul.embedded;

import java.time.Duration;

/**
 * Ctrl-C and TERM: they interrupt the main thread, which then stops what it has started, in the
 * reverse order, and the JVM ends with 0.
 */
final class StopSignal implements AutoCloseable {
  /** What the server gets to finish the requests that it has accepted. */
  static final Duration GRACE = Duration.ofSeconds(40);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Thread main = Thread.currentThread();
  private volatile boolean over;

  private StopSignal() {}

  static StopSignal watch() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
    return signal;
  }

  private void stop() {
    if (over) {
      return;
    }
    Progress.say("stopping");
    main.interrupt();
    int code = 0;
    try {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!over && main.isAlive() && System.nanoTime() < deadline) {
        main.join(50);
      }
      code = over ? 0 : 1;
    } catch (InterruptedException e) {
      code = 1;
    }
    // exit() waits for this very hook, and would end with the signal's number.
    Runtime.getRuntime().halt(code);
  }

  /** All is stopped. */
  @Override
  public void close() {
    over = true;
  }
}
