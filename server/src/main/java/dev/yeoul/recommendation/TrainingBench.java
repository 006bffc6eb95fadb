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

  /** What a training on 100 million events may take, in bytes. */
  private static final long MEMORY = 8_000_000_000L;

  private static final String LARGE_HEAP = "-Xmx6g";

  /** So many times popularity's NDCG@10 is wanted. */
  private static final int BETTER = 2;

  /** The matrix is in arrays of int's length, and lengths of histories are by chance. */
  private static final long LARGEST = 1_000_000_000L;

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
    List<String> command = freshJvm(List.of(), arguments);
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
      throw notStarted(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecommendationException("interrupted", e);
    }
  }

  /** The command of a JVM like this one, with more options. */
  private static List<String> freshJvm(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(arguments);
    return command;
  }

  private static RecommendationException notStarted(IOException e) {
    return new RecommendationException("a JVM can't be started: " + e.getMessage(), e);
  }

  /** Trains once, here and now; returns the processor seconds. */
  public double once(Training training) {
    InteractionsBuilder builder = new InteractionsBuilder();
    DATA.forEach(builder::add);
    Interactions data = builder.build();
    try (Workers workers = new Workers(threads)) {
      long started = system().getProcessCpuTime();
      recipe(training, data, workers).train(data, workers);
      return (system().getProcessCpuTime() - started) / 1e9;
    }
  }

  /**
   * Runs {@link #large} in a JVM like this one with a heap of {@link #LARGE_HEAP}.
   *
   * @param arguments of the program for it
   * @return its exit code
   */
  public static int largeInFreshJvm(List<String> arguments) {
    try {
      return new ProcessBuilder(freshJvm(List.of(LARGE_HEAP), arguments))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw notStarted(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecommendationException("interrupted", e);
    }
  }

  /**
   * Generates events, trains iALS on them with 128 dimensions, here and now, and tells the minutes,
   * the peak memory of this process and the NDCG.
   *
   * @param users at least 1,000
   * @param items at least 1,000
   * @param events about so many
   * @return whether it took less than 8 GB and found hidden events twice as well as popularity
   * @throws RecommendationException for a size that is not possible
   */
  public boolean large(int users, int items, long events, long seed, Consumer<String> lines) {
    if (users < 1_000 || items < 1_000 || events < 10L * users || events > LARGEST) {
      throw new RecommendationException(
          "--users and --items must be at least 1000, --interactions from 10 a user to " + LARGEST);
    }
    return large(LargeTraining.RECIPE, users, items, events, seed, lines);
  }

  /** The same with another recipe, of any size. */
  boolean large(Ials recipe, int users, int items, long events, long seed, Consumer<String> lines) {
    long started = System.nanoTime();
    LargeTraining.Result result;
    try (Workers workers = new Workers(threads)) {
      result = new LargeTraining(recipe, users, items, events, seed, workers, lines).run();
    }
    double minutes = (System.nanoTime() - started) / 60e9;
    long peak = Costs.peakBytes();
    lines.accept(
        String.format(
            Locale.ROOT,
            "%,d events, %d threads: %.1f minutes, %.1f CPU minutes, %,d bytes at the peak"
                + " (bound: %,d)",
            result.events(),
            threads,
            minutes,
            system().getProcessCpuTime() / 60e9,
            peak,
            MEMORY));
    lines.accept(
        String.format(
            Locale.ROOT,
            "NDCG@10: iALS %.4f, popular %.4f, ratio %.1f (bound: %d)",
            result.ials(),
            result.popular(),
            result.ials() / result.popular(),
            BETTER));
    return peak < MEMORY && result.ials() >= BETTER * result.popular();
  }

  private static OperatingSystemMXBean system() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }

  private static Recipe recipe(Training training, Interactions data, Workers workers) {
    EvaluationSettings settings =
        new EvaluationSettings(ModelName.valueOf(training.name()), List.of(10), true, 1, 1, false);
    return new Choice(settings, workers, line -> {}).of(data, null);
  }
}
