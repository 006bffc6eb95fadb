package dev.yeoul.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this one, not even when this one is killed with -9: a shell
 * watches a pipe that only this JVM holds and ends the child's whole process group when the pipe
 * ends. The child leads a session of its own, so a terminal's Ctrl-C reaches this JVM alone, which
 * then stops its children in the right order.
 */
public final class GuardedProcess {
  private static final String GUARDED = script("guarded.sh");
  private static final String WATCHER = script("watcher.sh");

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;

  private GuardedProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts the command.
   *
   * @throws IOException when not even a shell could be started; a command that does not exist ends
   *     with 127 and a line in the log instead
   */
  public static GuardedProcess start(Launch launch) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    Path pidFile = launch.pidFile();
    command.addAll(List.of("/bin/sh", "-c", GUARDED, "guarded", WATCHER));
    command.add(Long.toString(launch.grace().toSeconds()));
    command.add(pidFile == null ? "" : pidFile.toAbsolutePath().toString());
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(launch.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    Path log = launch.log();
    if (log == null) {
      builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    } else {
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    }
    return new GuardedProcess(builder.start());
  }

  /**
   * Starts the command in the terminal's foreground, with this JVM's standard input, output and
   * error: for programs that talk to a person. The launch's log and pid file are not used.
   */
  public static GuardedProcess startInForeground(Launch launch) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launch.command()).directory(launch.directory().toFile()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    String pid = Long.toString(process.pid());
    List<String> watcher = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      watcher.add(SETSID.toString());
    }
    watcher.addAll(List.of("/bin/sh", "-c", WATCHER, "watcher", pid));
    watcher.add(Leftovers.startTime(process.pid()));
    watcher.add(Long.toString(launch.grace().toSeconds()));
    watcher.add(pid);
    Process watching =
        new ProcessBuilder(watcher)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    // The end of its input is what the watcher waits for; the process being gone, it just leaves.
    var _ = process.onExit().thenRun(() -> closeQuietly(watching));
    return new GuardedProcess(process);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code: 128 plus the signal's number for one that a signal ended. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Waits for the end at most so long; false when it still runs. */
  public boolean waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the end and answers the exit code. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Sends TERM and returns at once. */
  public void sendTerm() {
    // Not Process.destroy(): that closes the pipe too, at which the watcher would cut the grace
    // short.
    process.toHandle().destroy();
  }

  /** TERM, then KILL after the grace; returns when the process has ended. */
  public void terminate(Duration grace) throws InterruptedException {
    sendTerm();
    if (!waitFor(grace)) {
      kill();
    }
  }

  /** The same for a close(): an interruption cuts the grace short, and the thread keeps it. */
  public void end(Duration grace) {
    try {
      terminate(grace);
    } catch (InterruptedException e) {
      process.toHandle().destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** KILL (-9); returns when the process has ended. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** STOP: the process keeps its sockets and answers nothing until {@link #thaw()}. */
  public void freeze() {
    signal("STOP");
  }

  /** CONT: the end of {@link #freeze()}. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      // The shell's own kill: a slim machine has no /bin/kill.
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid()).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("process " + pid() + " took no signal " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling process " + pid(), e);
    }
  }

  private static void closeQuietly(Process watching) {
    try {
      watching.getOutputStream().close();
    } catch (IOException e) {
      watching.destroyForcibly();
    }
  }

  private static String script(String name) {
    try (InputStream in = GuardedProcess.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
