package dev.yeoul.app;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.GuardedProcess;
import dev.yeoul.embedded.Launch;
import dev.yeoul.embedded.SharedStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The packaged program as a process of its own, as users run it. */
public final class ServerProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

  private final GuardedProcess process;
  private final Path log;
  private final int port;

  private ServerProcess(GuardedProcess process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Serves on the shared stores until it is closed; returns once it is ready. */
  public static ServerProcess serve(String... options) {
    return serve(settings(), options);
  }

  /** Serves with these settings. */
  public static ServerProcess serve(Map<String, String> settings, String... options) {
    return serve(List.of(), settings, options);
  }

  /** Serves on the shared stores, in a JVM with more options than the usual ones. */
  static ServerProcess withJvmOption(String... jvmOptions) {
    return serve(List.of(jvmOptions), settings());
  }

  private static ServerProcess serve(
      List<String> jvmOptions, Map<String, String> settings, String... options) {
    int port = freePort();
    List<String> words = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
    words.addAll(List.of(options));
    try {
      Path folder = Files.createTempDirectory("yeoul-serve-");
      Path log = folder.resolve("server.log");
      GuardedProcess process =
          GuardedProcess.start(
              new Launch(command(jvmOptions, words), settings, folder, log, null, Duration.ZERO));
      ServerProcess server = new ServerProcess(process, log, port);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end and returns what it printed; fails unless it exits with 0. */
  public static String run(Map<String, String> settings, String... words) {
    return run(settings, command(List.of(), List.of(words)));
  }

  /** The same in a JVM that can train models. */
  static String runTrainer(Map<String, String> settings, String... words) {
    return run(settings, command("../ops/trainer.options", List.of(), List.of(words)));
  }

  private static String run(Map<String, String> settings, List<String> words) {
    try {
      Path output = Files.createTempFile("yeoul-command-", ".log");
      int code = start(settings, output, words).waitFor();
      String printed = Files.readString(output);
      if (code != 0) {
        throw new AssertionError(String.join(" ", words) + " exited with " + code + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Starts a command and leaves it running; what it prints is lost. */
  public static Process start(Map<String, String> settings, String... words) throws IOException {
    return start(settings, Path.of("/dev/null"), command(List.of(), List.of(words)));
  }

  private static Process start(Map<String, String> settings, Path output, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(settings);
    return builder.start();
  }

  /** The settings of a node on the shared stores. */
  public static Map<String, String> settings() {
    return settings(SharedStores.get());
  }

  /** The settings of a node on these stores. */
  static Map<String, String> settings(EmbeddedStores stores) {
    Map<String, String> settings = new HashMap<>(stores.environment());
    settings.put("SECRET_KEY", StoresResource.SECRET_KEY);
    settings.put("BCRYPT_COST", "4");
    settings.put("YEOUL_LOG", "plain");
    settings.put("YEOUL_TRAINING_HOURS", "0");
    settings.put("YEOUL_HOST", "127.0.0.1");
    return settings;
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The process, to end it as a fault would. */
  public GuardedProcess process() {
    return process;
  }

  /** What it has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.terminate(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url() + "/health/ready")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .failFast("the server ended: " + log, () -> !process.isAlive())
          .until(
              () -> client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode() == 200);
    }
  }

  /** The command line of the program. */
  static List<String> command(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(options));
    return command(List.of(), words);
  }

  private static List<String> command(List<String> jvmOptions, List<String> words) {
    return command("../ops/jvm.options", jvmOptions, words);
  }

  private static List<String> command(
      String optionsFile, List<String> jvmOptions, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of(optionsFile).toAbsolutePath());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(words);
    return command;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
