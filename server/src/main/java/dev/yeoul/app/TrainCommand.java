package dev.yeoul.app;

import dev.yeoul.recommendation.Training;
import dev.yeoul.recommendation.TrainingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model for the nodes. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train a model on what viewers watched, judge it beside the one in service, and publish it",
      "if it is not worse. Ends with 0 whatever the verdict is, with 1 where it could not be done."
    })
final class TrainCommand implements Callable<Integer> {
  @Option(names = "--force", description = "Publish it whatever the verdict is.")
  private boolean force;

  @Option(
      names = "--dump",
      paramLabel = "FILE",
      description = "Write the events there too, as evaluate reads them; gzip for .gz.")
  private @Nullable Path dump;

  @Option(names = "--explain", description = "Tell every trial of the choice.")
  private boolean explain;

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "" + TrainingSettings.ENTRIES,
      description = "Entries of each matrix row that nodes hold; default ${DEFAULT-VALUE}.")
  private int entries;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** The node that started this; where it ends, so does the training. */
  @Option(names = "--parent", paramLabel = "PID", hidden = true)
  private @Nullable Long parent;

  @Override
  public Integer call() {
    ThisProgram.requireVectors();
    endWithParent();
    TrainingSettings settings = new TrainingSettings(force, dump, entries, threads);
    try (ModelStores stores = ModelStores.open()) {
      new Training(stores.mysql().jdbi(), stores.mongo(), Clock.systemUTC(), settings, this::say)
          .run();
    }
    return 0;
  }

  private void say(String line) {
    if (explain || !line.startsWith(Training.TRIAL)) {
      System.out.println(line);
    }
  }

  private void endWithParent() {
    Long wanted = parent;
    if (wanted == null) {
      return;
    }
    ProcessHandle actual = ProcessHandle.current().parent().orElse(null);
    if (actual == null || actual.pid() != wanted) {
      throw new StartFailure("the node that wanted this training is gone");
    }
    var _ = actual.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
  }
}
