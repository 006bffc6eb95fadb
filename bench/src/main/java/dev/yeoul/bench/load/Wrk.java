package dev.yeoul.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * wrk with prepared requests: connections that each send as soon as they are answered, or paced.
 */
public final class Wrk {
  /** Connections of the cases of throughput. */
  public static final int CONNECTIONS = 64;

  private static final int THREADS = 1;
  private static final String SCRIPT = "requests.lua";
  private static final int UNPACED = 0;

  private final Path script;
  private final int connections;
  private final int perSecond;

  private Wrk(Path script, int connections, int perSecond) {
    this.script = script;
    this.connections = connections;
    this.perSecond = perSecond;
  }

  /** One of 64 connections; its script is put into the folder. */
  public Wrk(Path work) throws IOException {
    this(work.resolve(SCRIPT), CONNECTIONS, UNPACED);
    try (InputStream in = Wrk.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is missing from the program");
      }
      Files.write(script, in.readAllBytes());
    }
  }

  /** The same over another number of connections, 1 or more. */
  public Wrk over(int otherConnections) {
    return new Wrk(script, otherConnections, perSecond);
  }

  /**
   * The same at so many requests a second, 1 or more, evenly; less where the connections all wait
   * for answers. It takes less of the processor than {@link OpenLoop}, and says nothing of
   * latencies.
   */
  public Wrk at(int requestsPerSecond) {
    return new Wrk(script, connections, requestsPerSecond);
  }

  /** Whether there is one on PATH. */
  public static boolean isThere() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends the file's requests to the server for so many seconds. */
  public WrkResult run(String url, Path requests, int seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(url, requests, seconds)).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(seconds, TimeUnit.SECONDS);
      return WrkResult.parse(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(String url, Path requests, int seconds) {
    return List.of(
        "wrk",
        "-t" + THREADS,
        "-c" + connections,
        "-d" + seconds + "s",
        "--timeout",
        "2s",
        "-s",
        script.toString(),
        url,
        "--",
        requests.toString(),
        Integer.toString(THREADS),
        Integer.toString(perSecond));
  }
}
