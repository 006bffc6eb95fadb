package dev.yeoul.app;

import dev.yeoul.recommendation.Evaluation;
import dev.yeoul.recommendation.EvaluationFiles;
import dev.yeoul.recommendation.EvaluationSettings;
import dev.yeoul.recommendation.ModelName;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a model on files. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Train a model on a file, rank all items for users, and measure against what they took next.",
      "Files are tab-separated, plain or gzip, in any order of rows."
    })
final class EvaluateCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false, multiplicity = "1")
  private Files files = new Files();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "popular, itemknn, ease, ials, sequence or auto; default auto.")
  private String model = "auto";

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      defaultValue = "10,20,50,100",
      description = "Where rankings are cut; default 10,20,50,100.")
  private List<Integer> cutoffs = List.of();

  @Option(
      names = "--exclude-seen",
      paramLabel = "true|false",
      arity = "1",
      defaultValue = "true",
      description = "Leave out what the user already took; default true.")
  private boolean excludeSeen;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default 1.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Default 2; changes the time and nothing else.")
  private int threads;

  @Option(names = "--explain", description = "Tell what was tried, and why this was chosen.")
  private boolean explain;

  /** What is read and written. */
  static final class Files {
    @Option(
        names = "--train",
        paramLabel = "FILE",
        required = true,
        description = "user, item, timestamp or order [, weight].")
    private Path train = Path.of("");

    @Option(
        names = "--query",
        paramLabel = "FILE",
        description = "Histories of the users to be ranked for; default: their training rows.")
    private @Nullable Path query;

    @Option(names = "--truth", paramLabel = "FILE", description = "user, item: what came next.")
    private @Nullable Path truth;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private @Nullable Path json;

    @Option(
        names = "--rankings",
        paramLabel = "FILE",
        description = "Write user, rank, item, score there, up to the largest k.")
    private @Nullable Path rankings;
  }

  @Override
  public Integer call() {
    ThisProgram.requireVectors();
    EvaluationFiles named =
        new EvaluationFiles(files.train, files.query, files.truth, files.json, files.rankings);
    EvaluationSettings settings =
        new EvaluationSettings(ModelName.of(model), cutoffs, excludeSeen, seed, threads, explain);
    new Evaluation(named, settings).run(report -> System.out.println(report.text()));
    return 0;
  }
}
