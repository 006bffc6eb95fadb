package dev.yeoul.bench;

import dev.yeoul.bench.load.Wrk;
import dev.yeoul.bench.load.WrkResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One of the two that are compared: where it listens, what its CPU time is, what it is sent.
 *
 * @param requests see {@link dev.yeoul.bench.load.Requests#write}
 * @param before what must be done before it is measured
 */
record Side(
    Wrk wrk,
    String name,
    String url,
    LongSupplier cpuNanos,
    Path requests,
    PairedRounds.Preparation before)
    implements PairedRounds.Half {
  private static final double NANOS_PER_MICRO = 1e3;

  /** One that needs no preparation. */
  Side(Wrk wrk, String name, String url, LongSupplier cpuNanos, Path requests) {
    this(wrk, name, url, cpuNanos, requests, () -> {});
  }

  Side named(String other) {
    return new Side(wrk, other, url, cpuNanos, requests, before);
  }

  /** The same, sent so many requests a second. */
  Side at(int perSecond) {
    return new Side(wrk.at(perSecond), name, url, cpuNanos, requests, before);
  }

  @Override
  public Round measure(int number, int seconds) throws IOException, InterruptedException {
    before.run();
    long cpuBefore = cpuNanos.getAsLong();
    WrkResult result = wrk.run(url, requests, seconds);
    long cpu = cpuNanos.getAsLong() - cpuBefore;
    double answered = Math.max(1, result.requests());
    return new Round(
        name,
        number,
        result.requests(),
        result.errors(),
        result.seconds(),
        cpu / NANOS_PER_MICRO / answered,
        Map.of("bytes_per_answer", result.bytes() / answered, "p99_ms", result.p99Millis()));
  }
}
