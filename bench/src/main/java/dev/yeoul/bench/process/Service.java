package dev.yeoul.bench.process;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.GuardedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running `serve`. */
public final class Service implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final Program program;
  private final Path log;
  private final EmbeddedStores stores;
  private final int port;
  private GuardedProcess process;
  private Duration startTime;
  private long earlierPeak;

  private Service(
      Program program,
      Path log,
      EmbeddedStores stores,
      int port,
      GuardedProcess process,
      Duration startTime) {
    this.program = program;
    this.log = log;
    this.stores = stores;
    this.port = port;
    this.process = process;
    this.startTime = startTime;
  }

  static Service start(Program program, String name, EmbeddedStores stores, ServiceOptions options)
      throws IOException, InterruptedException {
    Path log = program.work().resolve(name + ".log");
    int port = Loopback.freePort();
    long from = System.nanoTime();
    GuardedProcess process = launch(program, log, stores, port, options);
    awaitAnswer(process, port, log);
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    return new Service(program, log, stores, port, process, took);
  }

  /** Ends it in its own orderly way and starts it again on its port, with these options. */
  public void restart(ServiceOptions options) throws IOException, InterruptedException {
    earlierPeak = peakResidentBytes();
    process.terminate(GRACE);
    long from = System.nanoTime();
    process = launch(program, log, stores, port, options);
    awaitAnswer(process, port, log);
    startTime = Duration.ofNanos(System.nanoTime() - from);
  }

  /** From exec to the first 200, to 5 ms. */
  public Duration startTime() {
    return startTime;
  }

  public long pid() {
    return process.pid();
  }

  /** For killing and freezing it. */
  public GuardedProcess process() {
    return process;
  }

  public int port() {
    return port;
  }

  /** Such as http://127.0.0.1:8000, without a slash at the end. */
  public String url() {
    return "http://" + Loopback.HOST + ":" + port;
  }

  public EmbeddedStores stores() {
    return stores;
  }

  public Path log() {
    return log;
  }

  public long cpuNanos() {
    return ProcessFigures.cpuNanos(pid());
  }

  public long residentBytes() {
    return ProcessFigures.residentBytes(pid());
  }

  /** The most memory that it has held, before any restarts too. */
  public long peakResidentBytes() {
    return Math.max(earlierPeak, ProcessFigures.peakResidentBytes(pid()));
  }

  @Override
  public void close() {
    process.end(GRACE);
  }

  private static GuardedProcess launch(
      Program program, Path log, EmbeddedStores stores, int port, ServiceOptions options)
      throws IOException {
    return program.launch(log, stores, options, List.of("serve", "--port", Integer.toString(port)));
  }

  private static void awaitAnswer(GuardedProcess process, int port, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!FirstAnswer.isThere(port)) {
      if (process.waitFor(LOOK)) {
        throw new IllegalStateException(
            "the service ended with " + process.onExit().join() + ":\n" + Program.tail(log));
      }
      if (System.nanoTime() > deadline) {
        process.kill();
        throw new IllegalStateException("the service does not answer:\n" + Program.tail(log));
      }
    }
  }
}
