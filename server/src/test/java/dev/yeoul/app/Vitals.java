package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process holds, as the kernel counts it. */
record Vitals(long threads, long residentMegabytes) {
  /** Carriers and drivers may add some; a thread for each waiting caller would be hundreds. */
  private static final int MORE_THREADS = 50;

  /** Code compiled meanwhile and a heap grown to its bound; callers kept waiting come on top. */
  private static final int MORE_MEGABYTES = 200;

  static Vitals of(ServerProcess server) {
    try {
      List<String> status =
          Files.readAllLines(Path.of("/proc", Long.toString(server.process().pid()), "status"));
      return new Vitals(number(status, "Threads:"), number(status, "VmRSS:") / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
