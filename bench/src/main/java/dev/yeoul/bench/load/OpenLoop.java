package dev.yeoul.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An open-loop generator (Hyperfoil) for one target and one list of requests, in a process of its
 * own: it starts requests at a constant rate, whether the ones before were answered or not, so that
 * a server that stalls can't slow the schedule and hide its stall. Runs are one at a time.
 */
public final class OpenLoop implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer paces;
  private final Path file;
  private final Path log;

  private OpenLoop(Process process, Path file, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.paces = process.outputWriter(StandardCharsets.UTF_8);
    this.file = file;
    this.log = log;
  }

  /**
   * Starts the process. The runs, their warm-ups included, take one request of the list after the
   * other, from the start when it ends: shuffle it before.
   *
   * @param target such as <code>http://127.0.0.1:8000</code>
   * @param work a folder for the requests and the process' log
   */
  public static OpenLoop start(
      URI target, List<PreparedRequest> requests, GeneratorOptions options, Path work)
      throws IOException {
    Path file = Files.createTempFile(work, "requests", ".bin");
    PreparedRequest.writeAll(requests, file);
    Path log = Files.createTempFile(work, "generator", ".log");
    Process process =
        new ProcessBuilder(command(target, file, options))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    return new OpenLoop(process, file, log);
  }

  private static List<String> command(URI target, Path file, GeneratorOptions options) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // Short pauses: what a session needs is pooled, what a request leaves dies young.
        "-XX:+UseSerialGC",
        "-Xms384m",
        "-Xmx384m",
        "-Xmn128m",
        // Errors to standard error, the rest nowhere.
        "-Dlog4j.provider=org.apache.logging.log4j.simple.internal.SimpleProvider",
        "-Dslf4j.internal.verbosity=ERROR",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        Generator.class.getName(),
        target.toString(),
        file.toString(),
        Integer.toString(options.threads()),
        Integer.toString(options.connections()),
        Long.toString(options.timeout().toMillis()));
  }

  /** Runs at the pace and answers what came of it; a void run is for the caller to see. */
  public OpenLoopResult run(Pace pace) throws IOException {
    paces.write(PaceLine.of(pace) + "\n");
    paces.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the generator ended; its last words: " + Files.readString(log));
    }
    return OpenLoopResult.ofLine(line);
  }

  /** The process that sends, for its CPU. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    // The end of its input ends it.
    paces.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    answers.close();
    Files.deleteIfExists(file);
  }
}
