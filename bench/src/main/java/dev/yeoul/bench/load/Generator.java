package dev.yeoul.bench.load;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The process that sends: reads a pace a line from standard input, runs it, answers with a line of
 * JSON, and ends at the input's end. A JVM of its own has CPU, heap and pauses of its own.
 */
final class Generator {
  private final URI target;
  private final List<PreparedRequest> requests;
  private final GeneratorOptions options;

  /** Of the list, by all runs so far. */
  private long taken;

  private Generator(URI target, List<PreparedRequest> requests, GeneratorOptions options) {
    this.target = target;
    this.requests = requests;
    this.options = options;
  }

  /** URL, file of requests, threads, connections, time-out in milliseconds. */
  public static void main(String[] arguments) throws IOException {
    // Hyperfoil logs to standard error, which log4j's own fallback does too.
    PrintStream answers = System.out;
    System.setOut(System.err);
    Generator generator =
        new Generator(
            URI.create(arguments[0]),
            PreparedRequest.readAll(Path.of(arguments[1])),
            new GeneratorOptions(
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Duration.ofMillis(Long.parseLong(arguments[4]))));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answers.println(generator.run(PaceLine.parse(line)).toLine());
      answers.flush();
    }
  }

  private OpenLoopResult run(Pace pace) {
    Clock clock = Clock.systemUTC();
    Tally warmUp = new Tally(pace, pace.warming(), clock);
    Tally measured = new Tally(pace, pace.scheduled(), clock);
    Benchmark benchmark =
        new OpenLoopPlan(target, requests, options).benchmark(pace, taken, warmUp, measured);
    LongAdder timeouts = new LongAdder();
    LongAdder internalErrors = new LongAdder();
    var runner =
        new LocalSimulationRunner(
            benchmark,
            (phase, step, metric, snapshot, countDown) -> {
              if (phase.name().equals(OpenLoopPlan.MEASURED)) {
                timeouts.add(snapshot.requestTimeouts);
                internalErrors.add(snapshot.internalErrors);
              }
            },
            null,
            null);
    warmUp.onAllTaken(() -> runner.finishPhase(OpenLoopPlan.WARM_UP));
    measured.onAllTaken(() -> runner.finishPhase(OpenLoopPlan.MEASURED));
    runner.run();
    taken += pace.warming() + pace.scheduled();
    return measured.result(timeouts.sum(), internalErrors.sum());
  }
}
