package dev.yeoul.bench.peer;

import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Loopback;
import dev.yeoul.bench.process.ProcessFigures;
import dev.yeoul.embedded.GuardedProcess;
import dev.yeoul.embedded.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The peer for everything that is only bytes: 2 workers, the service's own answers as files. */
public final class Nginx implements AutoCloseable {
  private static final String TEMPLATE = "nginx.conf";
  private static final List<String> PROGRAMS =
      List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final int PAGE = 20;

  private final Path work;
  private final NginxFiles files;
  private final int port;
  private final int plainPort;
  private final Map<String, String> tags;
  private GuardedProcess process;

  private Nginx(
      Path work,
      NginxFiles files,
      int port,
      int plainPort,
      Map<String, String> tags,
      GuardedProcess process) {
    this.work = work;
    this.files = files;
    this.port = port;
    this.plainPort = plainPort;
    this.tags = tags;
    this.process = process;
  }

  /** Whether there is one on this machine. */
  public static boolean isThere() {
    return PROGRAMS.stream().anyMatch(program -> Files.isExecutable(Path.of(program)));
  }

  /** Lists of the cases: every multiple of 20. */
  public static List<String> lists(long titles) {
    return LongStream.iterate(0, skip -> skip < titles, skip -> skip + PAGE)
        .mapToObj(skip -> "/api/series?skip=" + skip + "&limit=" + PAGE)
        .toList();
  }

  /** Takes the service's answers for these titles and their lists, and starts. */
  public static Nginx start(Path work, Caller service, List<Long> ids)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    NginxFiles files = new NginxFiles(work);
    List<String> titles = ids.stream().map(id -> "/api/series/" + id).toList();
    Map<String, String> tags = files.catalogue(service, titles, lists(ids.size()));
    files.nothingByToken();
    int port = Loopback.freePort();
    int plainPort = Loopback.freePort();
    Files.writeString(work.resolve(TEMPLATE), settings(work, port, plainPort, ids.size()));
    return new Nginx(work, files, port, plainPort, tags, launch(work, port));
  }

  /** Learns these users' subscriptions, and starts anew. */
  public void learnSubscriptions(Caller service, List<Call> calls)
      throws IOException, InterruptedException {
    files.subscriptions(service, calls);
    restart();
  }

  /**
   * Learns these viewers' pages of recommendations instead, and starts anew.
   *
   * @return the service's answers, in the calls' order
   */
  public List<Answer> learnRecommendations(Caller service, List<Call> calls)
      throws IOException, InterruptedException {
    List<Answer> answers = files.recommendations(service, calls);
    restart();
    return answers;
  }

  private void restart() throws IOException, InterruptedException {
    process.terminate(GRACE);
    process = launch(work, port);
  }

  /** The service's ETags, by path and query. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Such as http://127.0.0.1:8000, without a slash at the end. */
  public String url() {
    return "http://" + Loopback.HOST + ":" + port;
  }

  /** The same titles with nginx's own ETag and none of the maps. */
  public String plainUrl() {
    return "http://" + Loopback.HOST + ":" + plainPort;
  }

  /** Of the workers too. */
  public long cpuNanos() {
    return ProcessFigures.cpuNanos(process.pid());
  }

  private static GuardedProcess launch(Path work, int port)
      throws IOException, InterruptedException {
    String program =
        PROGRAMS.stream()
            .filter(one -> Files.isExecutable(Path.of(one)))
            .findFirst()
            .orElseThrow(() -> new IOException("no nginx"));
    Path log = work.resolve("nginx.log");
    List<String> command =
        List.of(
            program,
            "-p",
            work.toString(),
            "-e",
            work.resolve("error.log").toString(),
            "-c",
            work.resolve(TEMPLATE).toString());
    GuardedProcess started =
        GuardedProcess.start(
            new Launch(command, Map.of("LC_ALL", "C"), work, log, null, Duration.ZERO));
    awaitListening(started, port, log);
    return started;
  }

  private static void awaitListening(GuardedProcess started, int port, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Loopback.isListening(port)) {
      if (started.waitFor(Duration.ofMillis(20)) || System.nanoTime() > deadline) {
        started.kill();
        throw new IOException("nginx does not start:\n" + Files.readString(log));
      }
    }
  }

  private static String settings(Path work, int port, int plainPort, int titles)
      throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    try (InputStream in = Nginx.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException(TEMPLATE + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@USER@", root ? "user root;" : "")
          .replace("@WORK@", work.toString())
          .replace("@PLAIN_PORT@", Integer.toString(plainPort))
          .replace("@PORT@", Integer.toString(port))
          .replace("@TOTAL@", Integer.toString(titles));
    }
  }

  @Override
  public void close() {
    process.end(GRACE);
  }
}
