package dev.yeoul.app;

import dev.yeoul.recommendation.Conversion;
import dev.yeoul.recommendation.GeneratedFiles;
import dev.yeoul.recommendation.TrainingBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recommendations: on plain files without store, settings and server, and what the nodes serve. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Train and measure recommendation models.",
    subcommands = {
      TrainCommand.class,
      ModelCommands.Use.class,
      ModelCommands.Versions.class,
      EvaluateCommand.class,
      RecommendCommand.Convert.class,
      RecommendCommand.Generate.class,
      RecommendCommand.Bench.class,
      AudienceCommand.class,
      ReportCommand.class
    })
final class RecommendCommand {
  /** The formats that published data sets come in. */
  enum Format {
    GOWALLA,
    SEQUENCE
  }

  /** Makes files for evaluate. */
  @Command(
      name = "convert",
      mixinStandardHelpOptions = true,
      description = {
        "Make train.tsv and truth.tsv for evaluate out of a published data set.",
        "gowalla: a folder with train.txt, valid.txt and test.txt of 'user item item ...' lines.",
        "sequence: a file of 'user item' lines in the order of time; the last item is the truth."
      })
  static final class Convert implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "gowalla|sequence", description = "The format.")
    private Format format = Format.SEQUENCE;

    @Parameters(index = "1", paramLabel = "SOURCE", description = "The folder or the file.")
    private Path source = Path.of("");

    @Parameters(index = "2", paramLabel = "FOLDER", description = "Where the files go.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
      System.out.println(
          switch (format) {
            case GOWALLA -> Conversion.lists(source, folder);
            case SEQUENCE -> Conversion.sequences(source, folder);
          });
      return 0;
    }
  }

  /** Makes files for evaluate out of nothing. */
  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      description = {
        "Make train.tsv, query.tsv and truth.tsv of generated viewing with planted structure.",
        "next: the last event is hidden; unseen: a fifth of new users' events; single: all of new",
        "users' events but one; moment: everything after one moment."
      })
  static final class Generate implements Callable<Integer> {
    @Parameters(
        index = "0",
        paramLabel = "next|unseen|single|moment",
        description = "What is hidden.")
    private GeneratedFiles.Split split = GeneratedFiles.Split.NEXT;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where the files go.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
      System.out.println(GeneratedFiles.write(split, folder));
      return 0;
    }
  }

  /** Measures training. */
  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      description = {
        "Measure the processor seconds of training on a million generated events over 3,500 items.",
        "Each run has a JVM of its own; the median of three is told. Then the milliseconds of a",
        "viewer's ranking at request time, over 20,000 items.",
        "With --large instead iALS on 100 million generated events, in a JVM of its own: minutes,",
        "peak memory, and NDCG@10 beside popularity's. Ends with 1 where it takes 8 GB or more, or",
        "finds less than twice what popularity does."
      })
  static final class Bench implements Callable<Integer> {
    @Option(
        names = "--threads",
        paramLabel = "N",
        defaultValue = "2",
        description = "Of each training; default 2.")
    private int threads;

    @Option(names = "--large", description = "iALS on 100 million generated events.")
    private boolean large;

    @Option(
        names = "--users",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "Of --large; default 1,000,000.")
    private int users;

    @Option(
        names = "--items",
        paramLabel = "N",
        defaultValue = "50000",
        description = "Of --large; default 50,000.")
    private int items;

    @Option(
        names = "--interactions",
        paramLabel = "N",
        defaultValue = "100000000",
        description = "Of --large, about so many; default 100,000,000.")
    private long interactions;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Of what --large generates; default 1.")
    private long seed;

    @Option(names = "--once", paramLabel = "TRAINING", hidden = true)
    private @Nullable String once;

    @Override
    public Integer call() {
      TrainingBench bench = new TrainingBench(threads);
      if (once == null) {
        return all(bench);
      }
      if (large) {
        return bench.large(users, items, interactions, seed, System.out::println) ? 0 : 1;
      }
      System.out.println(bench.once(TrainingBench.Training.valueOf(once.toUpperCase(Locale.ROOT))));
      return 0;
    }

    private int all(TrainingBench bench) {
      List<String> arguments = arguments();
      if (large) {
        arguments.addAll(
            List.of(
                "--large",
                "--users=" + users,
                "--items=" + items,
                "--interactions=" + interactions,
                "--seed=" + seed,
                "--once=ials"));
        return TrainingBench.largeInFreshJvm(arguments);
      }
      arguments.add("--once");
      bench.run(arguments, System.out::println);
      return 0;
    }

    /** For one training. */
    private List<String> arguments() {
      List<String> arguments = new ArrayList<>(ThisProgram.command());
      arguments.addAll(List.of("recommend", "bench", "--threads", Integer.toString(threads)));
      return arguments;
    }
  }
}
