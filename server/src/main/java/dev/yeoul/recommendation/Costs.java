package dev.yeoul.recommendation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Seconds by the clock and of the processors, by phase, and the process's memory. */
final class Costs {
  /** What an evaluation does one after the other. */
  enum Phase {
    READING,
    TUNING,
    TRAINING,
    RANKING
  }

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Map<Phase, Double> seconds = new LinkedHashMap<>();
  private final Map<Phase, Double> cpuSeconds = new LinkedHashMap<>();

  Costs() {
    for (Phase phase : Phase.values()) {
      seconds.put(phase, 0.0);
      cpuSeconds.put(phase, 0.0);
    }
  }

  /** Does something on a phase's account; phases don't nest. */
  <T> T during(Phase phase, Supplier<T> work) {
    long started = System.nanoTime();
    long startedCpu = SYSTEM.getProcessCpuTime();
    try {
      return work.get();
    } finally {
      seconds.merge(phase, (System.nanoTime() - started) / 1e9, Double::sum);
      cpuSeconds.merge(phase, (SYSTEM.getProcessCpuTime() - startedCpu) / 1e9, Double::sum);
    }
  }

  double seconds(Phase phase) {
    return seconds.getOrDefault(phase, 0.0);
  }

  /** Of all threads, the compiler's and the collector's too. */
  double cpuSeconds(Phase phase) {
    return cpuSeconds.getOrDefault(phase, 0.0);
  }

  /**
   * The most memory that the process ever held, in bytes; where Linux does not tell, the heap's.
   */
  static long peakBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return Runtime.getRuntime().totalMemory();
  }
}
