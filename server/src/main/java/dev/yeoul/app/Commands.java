package dev.yeoul.app;

import com.mongodb.MongoException;
import dev.yeoul.account.UnknownUserException;
import dev.yeoul.catalog.ImportException;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.SettingsException;
import dev.yeoul.recommendation.RecommendationException;
import org.jdbi.v3.core.JdbiException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands besides <code>serve</code>: they work on the stores and end. */
@Command(
    name = "yeoul",
    description = "An open streaming-service backend.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckConfigCommand.class,
      MigrateCommand.class,
      ImportCommand.class,
      UserCommand.class,
      UsersCommand.class,
      RecommendCommand.class
    })
final class Commands {
  private Commands() {}

  /**
   * Runs a command line.
   *
   * @return the exit code: 0 done, 1 failed with one line that says why, 2 not understood
   */
  static int run(String[] args) {
    return new CommandLine(new Commands())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          line.getErr().println("yeoul: " + explained(failure));
          return 1;
        })
        .execute(args);
  }

  private static String explained(Exception failure) {
    if (failure instanceof SettingsException
        || failure instanceof StartFailure
        || failure instanceof ImportException
        || failure instanceof RecommendationException
        || failure instanceof UnknownUserException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof ProblemException problem) {
      return problem.detail();
    }
    if (failure instanceof MongoException) {
      return "MongoDB: " + failure.getMessage();
    }
    if (failure instanceof JdbiException) {
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return "MySQL: " + root.getMessage();
    }
    return String.valueOf(failure);
  }
}
