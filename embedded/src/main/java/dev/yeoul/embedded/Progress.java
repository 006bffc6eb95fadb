package dev.yeoul.embedded;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What set-up is doing, in short lines on standard error. */
final class Progress {
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(2);
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(200);
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final long total;
  private final long startedAt = System.nanoTime();
  private long lastShown = startedAt;

  private Progress(PrintStream out, boolean terminal, String what, long total) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.total = total;
  }

  /** Begins a piece of work of so many bytes. */
  static Progress begin(String what, long totalBytes) {
    Progress progress = new Progress(System.err, onTerminal(), what, totalBytes);
    progress.out.printf(Locale.ROOT, "%s (%d MB) ...%n", what, totalBytes / MEGABYTE);
    return progress;
  }

  static void say(String line) {
    System.err.println(line);
  }

  /** Shows how far it is, at most five times a second on a terminal and every 2 s elsewhere. */
  void at(long bytes) {
    long now = System.nanoTime();
    if (now - lastShown < (terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL).toNanos()) {
      return;
    }
    lastShown = now;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d MB, %d %%",
            what,
            bytes / MEGABYTE,
            total / MEGABYTE,
            Math.min(100, bytes * 100 / Math.max(1, total)));
    out.print(terminal ? "\r" + line + "\033[K" : line + System.lineSeparator());
    out.flush();
  }

  void done() {
    out.printf(
        Locale.ROOT, "%s%s: done in %s%n", terminal ? "\r\033[K" : "", what, since(startedAt));
  }

  /** Seconds since a {@link System#nanoTime()}, with one decimal. */
  static String since(long nanoTime) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanoTime) / 1e9);
  }

  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
