package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The command line options that say which stores a command runs on. */
final class StoreChoice {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".yeoul",
      description = "where the stores' data is (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".yeoul");

  @Option(
      names = "--system-servers",
      description = "run mysqld, redis-server and mongod from PATH, not the pinned versions")
  private boolean systemServers;

  @Option(
      names = "--external-stores",
      description = "start no stores: the settings in the environment or .env say where they are")
  private boolean external;

  boolean external() {
    return external;
  }

  Path data() {
    return data;
  }

  DataDirectory open() throws IOException {
    return DataDirectory.open(data);
  }

  EmbeddedStores start(DataDirectory directory) throws IOException, InterruptedException {
    return EmbeddedStores.start(
        directory, StoreOptions.defaults().withSystemServers(systemServers));
  }
}
