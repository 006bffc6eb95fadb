package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A child process that fetches something into a folder while we show how far it is. */
final class Download {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  // A slow line may take hours; one that brings nothing for so long brings nothing any more.
  private static final Duration STALLED = Duration.ofMinutes(5);

  private Download() {}

  /**
   * Runs the command in the folder until it ends.
   *
   * @param bytes what the archive alone will have, for the percentage
   * @throws StoreException with the end of its output when it fails, or when nothing arrives
   */
  static void run(String what, long bytes, List<String> command, Path folder)
      throws IOException, InterruptedException {
    run(what, bytes, command, folder, STALLED);
  }

  static void run(String what, long bytes, List<String> command, Path folder, Duration stalled)
      throws IOException, InterruptedException {
    Path log = folder.resolve("download.log");
    Files.deleteIfExists(log);
    Progress progress = Progress.begin("fetching " + what, bytes);
    // It would otherwise go on and write into the folder that a later run has taken over.
    GuardedProcess process =
        GuardedProcess.start(new Launch(command, environment(), folder, log, null, Duration.ZERO));
    try {
      follow(process, progress, what, folder, stalled);
    } catch (InterruptedException e) {
      process.kill();
      throw e;
    }
    int code = process.onExit().join();
    if (code != 0) {
      throw new StoreException(
          "fetching %s failed: `%s` ended with %d%n%s"
              .formatted(what, String.join(" ", command), code, LogTail.of(log, 0)));
    }
    progress.done();
  }

  private static void follow(
      GuardedProcess process, Progress progress, String what, Path folder, Duration stalled)
      throws IOException, InterruptedException {
    long last = 0;
    long grewAt = System.nanoTime();
    while (!process.waitFor(LOOK_EVERY)) {
      long size = FileTree.size(folder);
      progress.at(size);
      if (size != last) {
        last = size;
        grewAt = System.nanoTime();
      } else if (System.nanoTime() - grewAt > stalled.toNanos()) {
        process.kill();
        throw new StoreException(
            "nothing has arrived for %d s, of %s; try again later"
                .formatted(stalled.toSeconds(), what));
      }
    }
  }

  private static Map<String, String> environment() {
    // Proxies, certificates and mirrors are the user's own settings and come along.
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.remove("MAVEN_ARGS");
    environment.remove("MAVEN_CONFIG");
    return environment;
  }
}
