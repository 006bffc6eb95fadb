package dev.yeoul.bench;

import dev.yeoul.bench.load.GeneratorOptions;
import dev.yeoul.bench.load.OpenLoop;
import dev.yeoul.bench.load.OpenLoopResult;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.load.PeakSearch;
import dev.yeoul.bench.load.PreparedRequest;
import dev.yeoul.bench.process.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** One server under an open loop of its own. */
final class OpenLoopSide implements AutoCloseable {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final int FIRST_PROBE = 2_000;
  private static final int HALVINGS = 3;
  private static final Duration PROBE = Duration.ofMillis(1_500);

  /** The JIT needs some 10 s of calls until its code stays the same. */
  private static final Duration GETTING_WARM = Duration.ofSeconds(10);

  private final String name;
  private final LongSupplier cpuNanos;
  private final OpenLoop generator;

  private OpenLoopSide(String name, LongSupplier cpuNanos, OpenLoop generator) {
    this.name = name;
    this.cpuNanos = cpuNanos;
    this.generator = generator;
  }

  static OpenLoopSide start(
      String name, String url, LongSupplier cpuNanos, PreparedCalls calls, Path work)
      throws IOException {
    List<PreparedRequest> requests = calls.calls().stream().map(OpenLoopSide::prepared).toList();
    return start(name, url, cpuNanos, requests, GeneratorOptions.DEFAULT, work);
  }

  private static PreparedRequest prepared(Call call) {
    if (call.body().isEmpty()) {
      return PreparedRequest.get(call.target(), call.headers());
    }
    Call json = call.with("Content-Type", "application/json");
    return new PreparedRequest("POST", json.target(), json.headers(), json.body());
  }

  static OpenLoopSide start(
      String name,
      String url,
      LongSupplier cpuNanos,
      List<PreparedRequest> requests,
      GeneratorOptions options,
      Path work)
      throws IOException {
    OpenLoop generator = OpenLoop.start(URI.create(url), requests, options, work);
    return new OpenLoopSide(name, cpuNanos, generator);
  }

  /** Lets the server and the generator get warm; what comes of it does not matter. */
  OpenLoopSide warmUp(Duration lasts) throws IOException {
    var _ = generator.run(new Pace(FIRST_PROBE, lasts, Duration.ZERO));
    return this;
  }

  /**
   * The most that this generator gets out of it, in requests a second.
   *
   * @throws NotRunException when there is no rate that it keeps up with
   */
  int peak() throws IOException, NotRunException {
    var _ = warmUp(GETTING_WARM);
    List<OpenLoopResult> probes = new ArrayList<>();
    OptionalInt peak =
        new PeakSearch(FIRST_PROBE, HALVINGS, PROBE)
            .find(pace -> {
              OpenLoopResult probed = generator.run(pace);
              probes.add(probed);
              return probed;
            });
    return peak.orElseThrow(() ->
        new NotRunException(name + " keeps up with no rate; at the last: " + probes.getLast()));
  }

  /** What a run gave: for the report, and all of it. */
  record Measured(Round round, OpenLoopResult result) {
    /** Whether nothing went wrong, neither with the server nor with the generator. */
    boolean counts() {
      return !result.isVoid() && result.errors() == 0;
    }
  }

  /** Runs and counts; every answer of 400 and above is an error. */
  Measured measure(int number, Pace pace) throws IOException {
    return measure(number, pace, OpenLoopResult::errors);
  }

  /** The same with another notion of what is wrong. */
  Measured measure(int number, Pace pace, ToLongFunction<OpenLoopResult> errors)
      throws IOException {
    long before = cpuNanos.getAsLong();
    OpenLoopResult result = generator.run(pace);
    long cpu = cpuNanos.getAsLong() - before;
    double calls = Math.max(1, result.answered() + pace.warming());
    Round round =
        new Round(
            name,
            number,
            result.answered(),
            errors.applyAsLong(result),
            result.seconds(),
            cpu / NANOS_PER_MICRO / calls,
            figures(pace, result));
    return new Measured(round, result);
  }

  private static Map<String, Double> figures(Pace pace, OpenLoopResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("per_second", (double) pace.perSecond());
    figures.put("scheduled", (double) result.scheduled());
    figures.put("sent_in_time", (double) result.sent());
    figures.put("p50_ms", result.millisAt(50));
    figures.put("p99_ms", result.millisAt(99));
    figures.put("p999_ms", result.millisAt(99.9));
    figures.put("max_ms", result.millisAt(100));
    result.statuses().forEach((status, count) -> figures.put("status_" + status, (double) count));
    result.failures().forEach((kind, count) -> figures.put("failed_" + kind, (double) count));
    return figures;
  }

  @Override
  public void close() throws IOException {
    generator.close();
  }
}
