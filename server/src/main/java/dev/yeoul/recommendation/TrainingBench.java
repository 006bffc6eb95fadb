package dev.yeoul.recommendation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What training costs: processor seconds of all threads, the compiler's and the collector's among
 * them, from interactions in memory to a model that can answer; each run in a fresh JVM.
 */
public final class TrainingBench {
  /** A million events over 3,500 items; what is generated is the same everywhere. */
  private static final GeneratedInteractions DATA =
      new GeneratedInteractions(6_040, 3_500, 217, 40, 1);

  private static final int RUNS = 3;

  private final int threads;

  /** With so many threads a training. */
  public TrainingBench(int threads) {
    this.threads = Workers.possible(threads);
  }

  /** The trainings that are measured. */
  public enum Training {
    EASE,
    IALS,
    SEQUENCE
  }

  /**
   * Runs every training three times, each in a JVM like this one, and tells the medians; then ranks
   * for some thousand histories, here.
   *
   * @param arguments of the program for a single run, before the training's name
   */
  public void run(List<String> arguments, Consumer<String> lines) {
    lines.accept("training  CPU seconds (median of %d fresh JVMs)  all".formatted(RUNS));
    for (Training training : Training.values()) {
      double[] seconds = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        seconds[i] = inFreshJvm(arguments, training);
      }
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      lines.accept(
          String.format(
              Locale.ROOT,
              "%-9s %-43.2f  %s",
              training.name().toLowerCase(Locale.ROOT),
              sorted[RUNS / 2],
              Arrays.toString(seconds)));
    }
    try (Workers workers = new Workers(threads)) {
      lines.accept(new FoldInBench().run(workers).toString());
    }
  }

  private static double inFreshJvm(List<String> arguments, Training training) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(arguments);
    command.add(training.name());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new RecommendationException(training + ": the JVM failed");
      }
      return Double.parseDouble(output.strip());
    } catch (IOException e) {
      throw new RecommendationException("a JVM can't be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecommendationException("interrupted", e);
    }
  }

  /** Trains once, here and now; returns the processor seconds. */
  public double once(Training training) {
    InteractionsBuilder builder = new InteractionsBuilder();
    DATA.forEach(builder::add);
    Interactions data = builder.build();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Workers workers = new Workers(threads)) {
      long started = system.getProcessCpuTime();
      recipe(training, data, workers).train(data, workers);
      return (system.getProcessCpuTime() - started) / 1e9;
    }
  }

  private static Recipe recipe(Training training, Interactions data, Workers workers) {
    EvaluationSettings settings =
        new EvaluationSettings(
            training.name().toLowerCase(Locale.ROOT), List.of(10), true, 1, 1, false);
    return new Choice(settings, workers, line -> {}).of(data, null);
  }
}
