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
import java.util.Optional;

/** The shipped jar, run as the launcher runs it. */
public final class Program {
  /** Names that a user's shell may carry; none of them may reach what is measured. */
  private static final List<String> NOT_INHERITED =
      List.of("MYSQL_", "MONGO", "REDIS_", "SECRET_KEY", "BCRYPT_COST", "YEOUL_", "QUARKUS_");

  /** How the launcher asks for a start-up cache that is not there yet (server's StartUpCache). */
  private static final String CACHE_WANTED = "-Dyeoul.startup-cache=";

  private static final String CACHE = "-XX:AOTCache=";

  private final Places places;
  private final Path work;
  private final List<String> launcherOptions;

  /**
   * The program of this repository; logs and outputs go to the folder.
   *
   * @param launcherOptions what the launcher gives the server's JVM
   */
  public Program(Places places, Path work, List<String> launcherOptions) {
    this.places = places;
    this.work = work;
    this.launcherOptions = List.copyOf(launcherOptions);
  }

  /** The option that makes a start-up cache, where the launcher wants one and there is none. */
  public Optional<String> wantedStartUpCache() {
    return launcherOptions.stream()
        .filter(option -> option.startsWith(CACHE_WANTED) && !Files.exists(cacheFile(option)))
        .findFirst();
  }

  /** The file that {@link #wantedStartUpCache()} names. */
  public static Path cacheFile(String wanted) {
    return Path.of(wanted.substring(CACHE_WANTED.length()));
  }

  /**
   * What the launcher would give the server's JVM now: with the start-up cache if there is one, and
   * never with the wish for one, whose making would take the machine's time from what is measured.
   */
  public List<String> serverOptions() {
    return launcherOptions.stream()
        .filter(option -> !option.startsWith(CACHE_WANTED) || Files.exists(cacheFile(option)))
        .map(option -> option.startsWith(CACHE_WANTED) ? CACHE + cacheFile(option) : option)
        .toList();
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
    return run(name, stores, serverOptions(), arguments);
  }

  /**
   * Trains a model on what these stores hold, and has it published whatever it is worth.
   *
   * @return what the training said
   * @throws IllegalStateException when it ends with anything but 0
   */
  public Path train(String name, EmbeddedStores stores) throws IOException, InterruptedException {
    List<String> trainers = List.of("@" + places.trainerOptions());
    return run(name, stores, trainers, List.of("recommend", "train", "--force"));
  }

  private Path run(
      String name, EmbeddedStores stores, List<String> jvmOptions, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = work.resolve(name + ".log");
    Path output = work.resolve(name + ".out");
    // A shell parts the two streams, which a guarded process has as one.
    List<String> wrapper =
        List.of("/bin/sh", "-c", "out=$1; shift; exec \"$@\" >\"$out\"", "run", output.toString());
    ServiceOptions options = ServiceOptions.defaults().withWrapper(wrapper);
    GuardedProcess process = launch(log, stores, options, jvmOptions, arguments);
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
    return launch(log, stores, options, serverOptions(), arguments);
  }

  private GuardedProcess launch(
      Path log,
      EmbeddedStores stores,
      ServiceOptions options,
      List<String> jvmOptions,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(options.wrapper());
    command.add(java());
    command.addAll(jvmOptions);
    command.addAll(options.javaOptions());
    command.add("-jar");
    command.add(places.serverJar().toString());
    command.addAll(arguments);
    // In the scratch folder, so that no .env of the user's is read.
    return GuardedProcess.start(
        new Launch(command, environment(stores, options), work, log, null, Duration.ZERO));
  }

  /**
   * The java command of a peer, with the project's options and nothing that is the server's own.
   */
  public List<String> peerJava() {
    return List.of(java(), "@" + places.jvmOptions());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
    environment.put("YEOUL_TRAINING_HOURS", "0"); // beside a measurement it would be noise
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
