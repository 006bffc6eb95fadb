package dev.yeoul.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a guarded process is started.
 *
 * @param command the program and its arguments
 * @param environment the whole environment: nothing is inherited
 * @param directory the working directory
 * @param log where standard output and error are appended; null: they are the parent's own
 * @param pidFile where the pid and its start time are kept for a later run; null: nowhere
 * @param grace what the process gets between TERM and KILL when the parent dies; zero: KILL at once
 */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    @Nullable Path log,
    @Nullable Path pidFile,
    Duration grace) {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
