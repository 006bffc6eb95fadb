package dev.yeoul.embedded;

import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds a process to a share of one core: by a control group where we may make one (version 2, else
 * 1), else by stopping it and letting it go on ten times a second.
 */
public final class CpuLimit implements AutoCloseable {
  private static final int PERIOD_MICROS = 100_000;
  private static final Path V2 = Path.of("/sys/fs/cgroup");
  private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");

  private final String how;
  private final @Nullable Path group;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread ticker;

  private CpuLimit(String how, @Nullable Path group) {
    this.how = how;
    this.group = group;
  }

  /** From now on, until {@link #close()}. */
  public static CpuLimit on(GuardedProcess process, double cores) {
    String name = "yeoul-cpu-" + process.pid();
    int quota = (int) (cores * PERIOD_MICROS);
    CpuLimit limit =
        group(V2.resolve(name), process, "cpu.max", quota + " " + PERIOD_MICROS, "cgroup v2");
    if (limit == null) {
      limit = group(V1.resolve(name), process, "cpu.cfs_quota_us", "" + quota, "cgroup v1");
    }
    if (limit == null) {
      limit = new CpuLimit("SIGSTOP and SIGCONT ten times a second", null);
      limit.tick(process, cores);
    }
    return limit;
  }

  private static @Nullable CpuLimit group(
      Path folder, GuardedProcess process, String file, String quota, String how) {
    try {
      Files.createDirectory(folder);
      try {
        // A file that is not there can't be made: then this is no control group of CPU time.
        write(folder.resolve(file), quota);
        write(folder.resolve("cgroup.procs"), Long.toString(process.pid()));
        return new CpuLimit(how + ", " + file + "=" + quota, folder);
      } catch (IOException e) {
        Files.deleteIfExists(folder);
        return null;
      }
    } catch (IOException e) {
      return null;
    }
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no " + file);
    }
    Files.writeString(file, text);
  }

  private void tick(GuardedProcess process, double cores) {
    long on = (long) (PERIOD_MICROS * cores);
    // of two cores a process that runs takes what it can: its share of the time is half then
    long running = on / Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors()));
    ticker =
        Thread.ofPlatform()
            .daemon()
            .name("cpu-limit")
            .start(() -> {
              try {
                alternate(process, running);
              } catch (IOException | InterruptedException e) {
                process.thaw();
              }
            });
  }

  /** By one shell: to start one for each signal takes longer than the process may run. */
  private void alternate(GuardedProcess process, long running)
      throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(
                "/bin/sh", "-c", "while read signal; do kill -$signal " + process.pid() + "; done")
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try (Writer signals = shell.outputWriter()) {
      boolean over;
      do {
        send(signals, "STOP");
        over = ended.await(PERIOD_MICROS - running, TimeUnit.MICROSECONDS);
        send(signals, "CONT");
        over |= ended.await(running, TimeUnit.MICROSECONDS);
      } while (!over);
    }
    shell.waitFor();
  }

  private static void send(Writer signals, String name) throws IOException {
    signals.write(name + "\n");
    signals.flush();
  }

  /** By what it is held, for the report. */
  public String how() {
    return how;
  }

  /** Lets it have what it wants again. */
  @Override
  public void close() throws IOException {
    ended.countDown();
    try {
      if (ticker != null) {
        ticker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the ticker is at its end all the same
    }
    Path folder = group;
    if (folder != null) {
      for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
        write(folder.resolveSibling("cgroup.procs"), pid);
      }
      Files.delete(folder);
    }
  }
}
