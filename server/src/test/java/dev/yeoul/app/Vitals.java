package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process holds, as the kernel counts it. */
record Vitals(long threads, long residentMegabytes) {
  /**
   * Hardly any is usual, and carriers and drivers may add some. Of 200 callers that come at once to
   * a store that hangs 64 wait in any case, class Backlog.
   */
  private static final int MORE_THREADS = 30;

  /** Up to 20 are usual: code compiled meanwhile, more of the heap. 200 callers may hold 80. */
  private static final int MORE_MEGABYTES = 80;

  static Vitals of(ServerProcess server) {
    try {
      List<String> status =
          Files.readAllLines(Path.of("/proc", Long.toString(server.process().pid()), "status"));
      return new Vitals(number(status, "Threads:"), number(status, "VmRSS:") / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks until it is closed, and remembers the most of each. */
  static final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(50);

    private final ServerProcess server;
    private volatile Vitals most;
    private volatile boolean over;

    private Watch(ServerProcess server) {
      this.server = server;
      this.most = Vitals.of(server);
      Thread.ofVirtual().start(this::look);
    }

    private void look() {
      while (!over) {
        Vitals now = Vitals.of(server);
        most =
            new Vitals(
                Math.max(most.threads, now.threads),
                Math.max(most.residentMegabytes, now.residentMegabytes));
        Soak.pass(EVERY);
      }
    }

    Vitals most() {
      return most;
    }

    @Override
    public void close() {
      over = true;
    }
  }

  /** From now on. */
  static Watch watch(ServerProcess server) {
    return new Watch(server);
  }

  void hasNotPiledUpSince(Vitals before) {
    assertThat(threads).as("threads").isLessThan(before.threads + MORE_THREADS);
    assertThat(residentMegabytes)
        .as("resident memory, MB")
        .isLessThan(before.residentMegabytes + MORE_MEGABYTES);
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
