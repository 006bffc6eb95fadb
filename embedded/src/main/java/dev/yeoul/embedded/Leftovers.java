package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores of a run that was killed: their watchers end them, which takes a moment. */
final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Leftovers() {}

  /** Waits for the processes that the folder's pid files name. */
  static void await(Path run) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean said = false;
    while (true) {
      List<String> running = running(run);
      if (running.isEmpty()) {
        return;
      }
      if (!said) {
        Progress.say("waiting for the last run's stores to end: " + String.join(", ", running));
        said = true;
      }
      if (System.nanoTime() > deadline) {
        throw new StoreException(
            "the last run's stores still run after %d s: %s"
                .formatted(LIMIT.toSeconds(), String.join(", ", running)));
      }
      pause();
    }
  }

  private static List<String> running(Path run) throws IOException {
    List<String> running = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run, "*.pid")) {
      for (Path file : files) {
        String[] fields = Files.readString(file).strip().split(" ", -1);
        if (fields.length == 2 && isRunning(fields[0], fields[1])) {
          running.add(file.getFileName() + " " + fields[0]);
        }
      }
    }
    return running;
  }

  private static boolean isRunning(String pid, String startTime) throws IOException {
    String[] fields = stat(pid);
    return fields.length > 19 && !fields[0].equals("Z") && fields[19].equals(startTime);
  }

  /** When the process was started, in the kernel's own count; empty where that cannot be read. */
  static String startTime(long pid) throws IOException {
    String[] fields = stat(Long.toString(pid));
    return fields.length > 19 ? fields[19] : "";
  }

  /**
   * The fields of /proc/PID/stat after the name, the state first; none when there is no process.
   */
  private static String[] stat(String pid) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      // It may have ended between opening and reading.
      if (!Files.exists(Path.of("/proc", pid))) {
        return new String[0];
      }
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the last run's stores", e);
    }
  }
}
