package dev.yeoul.bench.peer;

import dev.yeoul.bench.process.Catalogue.Movie;
import dev.yeoul.bench.process.Loopback;
import dev.yeoul.bench.process.ProcessFigures;
import dev.yeoul.bench.process.Program;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.GuardedProcess;
import dev.yeoul.embedded.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The peer for progress: the same JSON work and the same Redis script in a JVM with the same
 * options, and nothing else. Its keys in Redis are its own.
 */
public final class BareVertx implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int PARTITIONS = 256;

  private final GuardedProcess process;
  private final int port;

  private BareVertx(GuardedProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and returns when it listens.
   *
   * @param script the service's own file
   * @param users lines of an id, a tab and a token
   */
  public static BareVertx start(
      Path work,
      Program program,
      EmbeddedStores stores,
      Path script,
      List<String> users,
      List<Movie> movies)
      throws IOException, InterruptedException {
    Files.createDirectories(
        work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    int port = Loopback.freePort();
    Files.write(work.resolve("settings"), settings(stores, script, port));
    Files.write(work.resolve("users"), users);
    Files.write(
        work.resolve("episodes"),
        movies.stream()
            .map(movie -> movie.series() + " " + movie.episode() + " " + movie.seconds())
            .toList());
    List<String> command = new ArrayList<>(program.peerJava());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareServer.class.getName(), work.toString()));
    Path log = work.resolve("bare.log");
    GuardedProcess process =
        GuardedProcess.start(
            new Launch(
                command,
                Map.of("LC_ALL", "C"),
                Path.of("").toAbsolutePath(),
                log,
                null,
                Duration.ZERO));
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Loopback.isListening(port)) {
      if (process.waitFor(Duration.ofMillis(20)) || System.nanoTime() > deadline) {
        process.kill();
        throw new IOException("the bare server does not start:\n" + Files.readString(log));
      }
    }
    return new BareVertx(process, port);
  }

  private static List<String> settings(EmbeddedStores stores, Path script, int port)
      throws IOException {
    try (RedisProbe redis = RedisProbe.of(stores)) {
      String sha = redis.ask("SCRIPT", "LOAD", Files.readString(script));
      String url =
          "redis://:" + RedisProbe.password(stores) + "@127.0.0.1:" + stores.redis().port();
      return List.of(Integer.toString(port), url, sha);
    }
  }

  /** Drops the streams that it has filled: nobody reads them, and they would grow for ever. */
  public static void dropStreams(RedisProbe redis) throws IOException {
    redis.askAll(
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> List.of("DEL", "bare:views:{p" + partition + "}"))
            .toList());
  }

  public long pid() {
    return process.pid();
  }

  /** Such as http://127.0.0.1:8000, without a slash at the end. */
  public String url() {
    return "http://" + Loopback.HOST + ":" + port;
  }

  public long cpuNanos() {
    return ProcessFigures.cpuNanos(process.pid());
  }

  @Override
  public void close() {
    process.end(Duration.ZERO);
  }
}
