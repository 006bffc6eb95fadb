package dev.yeoul.bench;

import dev.yeoul.bench.process.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the cases, prints the table, writes the report. Ends with 0 when all that were asked for are
 * met, 1 when any is missed, 2 for a wrong command line, 3 when any is inconclusive or did not run,
 * or the run broke.
 */
@Command(
    name = "./yeoul bench",
    mixinStandardHelpOptions = true,
    description = "Compares the service with nginx, bare Vert.x and itself, by ratios.")
public final class Main implements Callable<Integer> {
  private static final int LEAST_ROUNDS = 7;
  private static final int BROKE = 3;

  // Held, because the logging system itself keeps loggers weakly and would forget the level.
  private static final Logger MONGO = Logger.getLogger("org.mongodb.driver");

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--root", required = true, hidden = true)
  private Path root = Path.of("");

  @Option(names = "--jvm-option", hidden = true)
  private List<String> jvmOptions = List.of();

  @Option(names = "--quick", description = "the hot paths, start and memory, within 8 minutes")
  private boolean quick;

  @Option(names = "--case", paramLabel = "NAME", description = "this one only; may be repeated")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "rounds that must count, 7 or more (default: ${DEFAULT-VALUE})")
  private int rounds;

  private Main(Clock clock) {
    this.clock = clock;
  }

  /** See the options. */
  public static void main(String[] arguments) {
    MONGO.setLevel(Level.SEVERE);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    CommandLine command = new CommandLine(new Main(Clock.systemUTC()));
    command.setExecutionExceptionHandler((failure, line, parsed) -> {
      failure.printStackTrace();
      System.err.println("bench: broke before its report: " + failure);
      return BROKE;
    });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Places places = new Places(root);
    Bars bars = Bars.read(places.bars());
    Bench bench = new Bench(bars, Cases.all());
    List<String> asked = asked(bench);
    RunReport report;
    List<String> options = jvmOptions.isEmpty() ? List.of("@" + places.jvmOptions()) : jvmOptions;
    Say standardError = System.err::println;
    try (Ground ground = new Ground(places, options, rounds, quick, standardError)) {
      report = run(bench, bars, asked, ground);
    }
    write(places, report);
    System.out.print(new TextReport(report).terminal());
    return Verdict.exitCode(report.verdicts());
  }

  private List<String> asked(Bench bench) {
    if (rounds < LEAST_ROUNDS) {
      throw new ParameterException(spec.commandLine(), "--rounds must be 7 or more");
    }
    try {
      return bench.asked(only, quick);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private RunReport run(Bench bench, Bars bars, List<String> asked, Ground ground)
      throws Exception {
    Instant startedAt = clock.instant();
    long from = System.nanoTime();
    Map<String, String> machine = new LinkedHashMap<>(Machine.description());
    ControlRun controls = new ControlRun(ground, bars.control().atMostOff());
    controls.measure();
    Bench.Results results = bench.run(asked, ground);
    if (isWhole()) {
      controls.measure(); // the machine may have changed in so many minutes
    }
    Control control = controls.result();
    machine.put("options of the service's JVM", String.join(" ", ground.program().serverOptions()));
    return new RunReport(
        command(),
        startedAt,
        Duration.ofNanos(System.nanoTime() - from),
        machine,
        StoreSettings.of(ground),
        control,
        bench.judge(asked, results, control));
  }

  private boolean isWhole() {
    return only.isEmpty() && !quick;
  }

  private String command() {
    StringBuilder text = new StringBuilder("./yeoul bench");
    text.append(quick ? " --quick" : "");
    only.forEach(name -> text.append(" --case ").append(name));
    return text.append(rounds == LEAST_ROUNDS ? "" : " --rounds " + rounds).toString();
  }

  /** A whole run is the repository's latest; any other stays in the scratch folder. */
  private void write(Places places, RunReport report) throws IOException {
    Path folder = isWhole() ? places.measurements() : places.work();
    Files.createDirectories(folder);
    // A report is for everybody: it names the repository's files from the repository on.
    String here = places.root() + "/";
    Files.writeString(
        folder.resolve("latest.md"), new TextReport(report).markdown().replace(here, ""));
    Files.writeString(folder.resolve("latest.json"), JsonReport.of(report).replace(here, ""));
    System.out.println("report: " + folder.resolve("latest.md"));
  }
}
