package dev.yeoul.bench;

import dev.yeoul.bench.process.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the cases, prints the table, writes the report. */
@Command(name = "bench", description = "Compares the service with nginx and bare Vert.x.")
public final class Main implements Callable<Integer> {
  @Option(names = "--root", required = true, hidden = true)
  private Path root = Path.of("");

  @Option(names = "--quick", description = "the first seven cases, start and memory")
  private boolean quick;

  @Option(names = "--case", paramLabel = "NAME", description = "this one only; may be repeated")
  private List<String> only = List.of();

  @Option(names = "--rounds", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  private Main() {}

  /** See the options. */
  public static void main(String[] arguments) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (Ground ground = new Ground(new Places(root), rounds, quick, System.err::println)) {
      for (BenchCase one : Cases.all()) {
        if (only.isEmpty() || only.contains(one.name())) {
          try {
            System.out.println(one.run(ground));
          } catch (NotRunException e) {
            System.out.println(one.name() + ": NOT RUN, " + e.getMessage());
          }
        }
      }
    }
    return 0;
  }
}
