package dev.yeoul.bench.process;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.GuardedProcess;
import dev.yeoul.embedded.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shipped jar, run as the launcher runs it. */
public final class Program {
  /** Names that a user's shell may carry; none of them may reach what is measured. */
  private static final List<String> NOT_INHERITED =
      List.of("MYSQL_", "MONGO", "REDIS_", "SECRET_KEY", "BCRYPT_COST", "YEOUL_", "QUARKUS_");

  private final Places places;
  private final Path work;

  /** The program of this repository; logs and outputs go to the folder. */
  public Program(Places places, Path work) {
    this.places = places;
    this.work = work;
  }

  /** Starts `serve` on these stores and returns when it answers. */
  public Service serve(String name, EmbeddedStores stores, ServiceOptions options)
      throws IOException, InterruptedException {
    return Service.start(this, name, stores, options);
  }

  /**
   * Runs another command to its end.
   *
   * @return what it printed on standard output
   * @throws IllegalStateException when it ends with anything but 0
   */
  public Path run(String name, EmbeddedStores stores, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = work.resolve(name + ".log");
    Path output = work.resolve(name + ".out");
    // A shell parts the two streams, which a guarded process has as one.
    List<String> wrapper =
        List.of("/bin/sh", "-c", "out=$1; shift; exec \"$@\" >\"$out\"", "run", output.toString());
    ServiceOptions options = ServiceOptions.defaults().withWrapper(wrapper);
    GuardedProcess process = launch(log, stores, options, arguments);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(name + " ended with " + code + ": see " + log);
      }
    } catch (InterruptedException e) {
      process.kill();
      throw e;
    }
    return output;
  }

  GuardedProcess launch(
      Path log, EmbeddedStores stores, ServiceOptions options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(options.wrapper());
    command.addAll(java(options.javaOptions()));
    command.add("-jar");
    command.add(places.serverJar().toString());
    command.addAll(arguments);
    // In the scratch folder, so that no .env of the user's is read.
    return GuardedProcess.start(
        new Launch(command, environment(stores, options), work, log, null, Duration.ZERO));
  }

  /** The launcher's java command, up to what it runs. */
  public List<String> java(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + places.jvmOptions());
    command.addAll(options);
    return command;
  }

  private static Map<String, String> environment(EmbeddedStores stores, ServiceOptions options)
      throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> NOT_INHERITED.stream().anyMatch(name::startsWith));
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.remove("JDK_JAVA_OPTIONS");
    environment.putAll(stores.environment());
    environment.put("SECRET_KEY", stores.directory().secret("secret-key"));
    environment.put("YEOUL_HOST", Loopback.HOST);
    environment.putAll(options.settings());
    return environment;
  }

  Path work() {
    return work;
  }

  static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
