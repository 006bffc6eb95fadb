package dev.yeoul.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What /proc says about a process. */
public final class ProcessFigures {
  /** The kernel's USER_HZ, which is 100 on every Linux that a program sees. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final long KIB = 1024;

  private ProcessFigures() {}

  /** CPU time of the process and of its living children, in nanoseconds, to 10 ms. */
  public static long cpuNanos(long pid) {
    long own = ticks(read(pid, "stat")) * NANOS_PER_TICK;
    List<Long> children =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid)
            .toList();
    return own + children.stream().mapToLong(child -> cpuNanos(child)).sum();
  }

  /** What it holds in memory now: VmRSS. */
  public static long residentBytes(long pid) {
    return kibibytes(read(pid, "status"), "VmRSS") * KIB;
  }

  /** The most it has ever held: VmHWM. */
  public static long peakResidentBytes(long pid) {
    return kibibytes(read(pid, "status"), "VmHWM") * KIB;
  }

  static long ticks(String stat) {
    // The name of the program stands in parentheses and may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
  }

  static long kibibytes(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + " in /proc/PID/status"));
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " is gone", e);
    }
  }
}
