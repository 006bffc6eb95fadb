package dev.yeoul.embedded;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs the server, or any command, on real stores of this machine. Ends with 0, with the exit code
 * of what it ran, with 1 when something is wrong, 2 for a wrong command line, and 3 when another
 * program runs on the same data.
 */
@Command(
    name = "embedded",
    subcommands = {
      DemoCommand.class,
      WithStoresCommand.class,
      RunCommand.class,
      InstallCommand.class
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int IN_USE = 3;

  // Held, because the logging system itself keeps loggers weakly and would forget the level.
  private static final Logger MONGO = Logger.getLogger("org.mongodb.driver");

  private Main() {}

  /** See the commands: demo, with-stores, run, install. */
  public static void main(String[] arguments) {
    MONGO.setLevel(Level.SEVERE);
    // Libraries log through SLF4J, which would say that nobody listens.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    int code;
    try (StopSignal _ = StopSignal.watch()) {
      code =
          new CommandLine(new Main())
              .setExecutionExceptionHandler((e, line, parsed) -> explain(e))
              .execute(arguments);
    }
    System.exit(code);
  }

  private static int explain(Exception e) throws Exception {
    return switch (e) {
      case DataInUseException inUse -> {
        Progress.say(inUse.getMessage());
        yield IN_USE;
      }
      case StoreException known -> {
        Progress.say(known.getMessage());
        yield FAILED;
      }
      // The stop signal's way to end us.
      case InterruptedException stopped -> 0;
      default -> throw e;
    };
  }
}
