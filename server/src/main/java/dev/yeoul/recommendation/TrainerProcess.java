package dev.yeoul.recommendation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A training in a JVM of its own, at low priority: the Vector API would switch the serving JVM's
 * start-up cache off, and the heap that training takes is given back with the process.
 */
final class TrainerProcess {
  /** One option a line, comments begin with #; the launcher hands the same file to java. */
  private static final String OPTIONS = "/trainer.options";

  private static final Path NICE = Path.of("/usr/bin/nice");

  private final Process process;

  private TrainerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param program what java runs to be this program, such as -jar and the jar's path
   */
  static TrainerProcess start(List<String> program) throws IOException {
    return new TrainerProcess(
        new ProcessBuilder(command(program)).redirectErrorStream(true).start());
  }

  static List<String> command(List<String> program) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    ProcessHandle self = ProcessHandle.current();
    command.add(
        self.info().command().orElseThrow(() -> new IOException("this JVM's path is unknown")));
    command.addAll(options());
    command.add(
        "-XX:ActiveProcessorCount=" + Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    command.addAll(program);
    command.addAll(List.of("recommend", "train", "--parent", Long.toString(self.pid())));
    return command;
  }

  private static List<String> options() throws IOException {
    try (InputStream in = TrainerProcess.class.getResourceAsStream(OPTIONS)) {
      if (in == null) {
        throw new IOException("the program lacks " + OPTIONS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  /**
   * Hands over its output line by line, until it has ended.
   *
   * @return its exit code
   */
  int await(Consumer<String> lines) throws IOException, InterruptedException {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    }
    return process.waitFor();
  }

  /** Ends it at once; what it has done so far changes nothing. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
