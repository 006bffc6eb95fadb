package dev.yeoul.app;

import dev.yeoul.recommendation.ModelVersions;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an operator does with the versions of the model. */
final class ModelCommands {
  private ModelCommands() {}

  /** Rolls back, or forward. */
  @Command(
      name = "use",
      mixinStandardHelpOptions = true,
      description =
          "Put a version of the model into service; running nodes take it within seconds.")
  static final class Use implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "One that 'recommend versions' lists.")
    private String version = "";

    @Override
    public Integer call() {
      try (ModelStores stores = ModelStores.open()) {
        new ModelVersions(stores.mongo(), Clock.systemUTC()).use(version);
        System.out.println("model " + version + " is in service");
        return 0;
      }
    }
  }

  /** Lists them. */
  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      description = "List the versions of the model, and how the last training ended.")
  static final class Versions implements Callable<Integer> {
    @Override
    public Integer call() {
      try (ModelStores stores = ModelStores.open()) {
        new ModelVersions(stores.mongo(), Clock.systemUTC()).table().forEach(System.out::println);
        return 0;
      }
    }
  }
}
