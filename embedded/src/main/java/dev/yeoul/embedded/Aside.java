package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs commands of the server beside the one that serves.
 *
 * @param options of their JVM
 * @param environment the whole one
 * @param directory theirs to run in, the data folder
 */
record Aside(
    ServerProgram server, List<String> options, Map<String, String> environment, Path directory) {
  /** They keep what they have by transactions, so that they need no more to end. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Runs one to its end and answers the exit code; an interruption ends it and goes on. */
  int run(List<String> arguments) throws IOException, InterruptedException {
    GuardedProcess process = server.startAside(options, environment, directory, arguments);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.terminate(GRACE);
      throw e;
    }
  }
}
