package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Any program on the stores: their settings are in its environment. */
@Command(name = "with-stores", description = "Runs a command with the stores' settings.")
final class WithStoresCommand implements Callable<Integer> {
  @Mixin private StoreChoice stores = new StoreChoice();

  @Parameters(arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (stores.external()) {
      return run(ServerSettings.external());
    }
    try (DataDirectory directory = stores.open();
        EmbeddedStores running = stores.start(directory)) {
      Map<String, String> settings = ServerSettings.of(running);
      directory.writeConnection(settings);
      try {
        return run(ServerSettings.environment(settings));
      } finally {
        directory.removeConnection();
      }
    }
  }

  private int run(Map<String, String> environment) throws IOException, InterruptedException {
    return ServerProgram.await(
        GuardedProcess.startInForeground(
            new Launch(
                command, environment, Path.of("").toAbsolutePath(), null, null, StopSignal.GRACE)));
  }
}
