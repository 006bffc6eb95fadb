package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * One command of the server, such as an import, on the stores of a data folder: on those of the
 * demo that runs there, or on stores that are started for it.
 */
@Command(name = "run", description = "Runs a command of the server on the stores of a folder.")
final class RunCommand implements Callable<Integer> {
  /** They name files that need not exist yet. */
  private static final List<String> WRITTEN = List.of("--report", "--json");

  @Mixin private StoreChoice stores = new StoreChoice();
  @Mixin private ServerProgram server = new ServerProgram();

  @Parameters(arity = "1..*", paramLabel = "ARGUMENT")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (stores.external()) {
      return server.run(ServerSettings.external(), Path.of("").toAbsolutePath(), arguments);
    }
    try (DataDirectory directory = stores.open();
        EmbeddedStores running = stores.start(directory)) {
      return run(ServerSettings.of(running));
    } catch (DataInUseException e) {
      Map<String, String> settings = DataDirectory.readConnection(stores.data());
      if (settings.isEmpty()) {
        throw e;
      }
      Progress.say("using the stores of the demo that runs on " + stores.data());
      return run(settings);
    }
  }

  private int run(Map<String, String> settings) throws IOException, InterruptedException {
    // In the data folder, so that no .env of the user's is read.
    return server.run(
        ServerSettings.environment(settings),
        stores.data().toAbsolutePath(),
        withWholePaths(arguments));
  }

  /** The server runs in another folder, so files are named from the root. */
  static List<String> withWholePaths(List<String> arguments) {
    boolean reads = arguments.getFirst().equals("import");
    if (!reads && !arguments.getFirst().equals("recommend")) {
      return arguments;
    }
    List<String> whole = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      boolean named = !whole.isEmpty() && WRITTEN.contains(whole.getLast());
      boolean read = reads && !argument.startsWith("-") && Files.isRegularFile(Path.of(argument));
      if (named || read) {
        whole.add(whole(argument));
      } else if (equals > 0 && WRITTEN.contains(argument.substring(0, equals))) {
        whole.add(argument.substring(0, equals + 1) + whole(argument.substring(equals + 1)));
      } else {
        whole.add(argument);
      }
    }
    return whole;
  }

  private static String whole(String file) {
    return Path.of(file).toAbsolutePath().toString();
  }
}
