package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The server's jar and how to run a command of it; also the command line options that say so. */
final class ServerProgram {
  private static final Path NICE = Path.of("/usr/bin/nice");

  @Option(names = "--server", required = true, paramLabel = "JAR", description = "the server")
  private Path jar = Path.of("");

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "an option of the server's JVM, or @FILE; may be repeated")
  private List<String> jvmOptions = List.of();

  /** Starts it with this JVM's Java, output and error; it is killed at once when this JVM dies. */
  GuardedProcess start(Map<String, String> environment, Path directory, List<String> arguments)
      throws IOException {
    return GuardedProcess.start(
        new Launch(
            command(jvmOptions, arguments), environment, directory, null, null, Duration.ZERO));
  }

  /**
   * Starts it with other options, at the lowest priority, with all that it says on standard error.
   */
  GuardedProcess startAside(
      List<String> options, Map<String, String> environment, Path directory, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" >&2", "sh"));
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.addAll(command(options, arguments));
    return GuardedProcess.start(
        new Launch(command, environment, directory, null, null, Duration.ZERO));
  }

  private List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toAbsolutePath().toString());
    command.addAll(arguments);
    return command;
  }

  /** Runs a command of it to its end; when we are interrupted, it gets TERM and time to end. */
  int run(Map<String, String> environment, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    return await(start(environment, directory, arguments));
  }

  /** The exit code; an interruption stops the process in an orderly way and goes on. */
  static int await(GuardedProcess process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.terminate(StopSignal.GRACE);
      throw e;
    }
  }
}
