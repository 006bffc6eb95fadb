package dev.yeoul.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The JVM's cache of loaded and linked classes (JEP 483, JEP 514): it takes about half of the work
 * out of a start. It fits one build on one JVM, so it is made on the machine, once: where the
 * system property {@value #WANTED} names a file, the started service runs itself a second time on
 * the same stores, at the lowest priority; that run answers itself a few calls, ends, and the JVM
 * leaves the file. The launcher names the file, and hands it to the JVM from the next start on.
 */
final class StartUpCache {
  /** The file to make. */
  static final String WANTED = "yeoul.startup-cache";

  private static final String RECORDING = "yeoul.startup-cache.recording";
  private static final Logger LOG = Logger.getLogger(StartUpCache.class);

  /** What most nodes are asked first. */
  private static final List<String> CALLS =
      List.of(
          "/health/ready",
          "/api/series?limit=20",
          "/api/series/1",
          "/api/series/1/episodes",
          "/api/plans",
          "/api/trending",
          "/metrics");

  private StartUpCache() {}

  /** Whether this process is the second run, which is recorded. */
  static boolean isRecording() {
    return Boolean.getBoolean(RECORDING);
  }

  /** Makes the cache in the background if it is wanted. */
  static void makeIfWanted() {
    String file = System.getProperty(WANTED);
    if (file != null) {
      Thread.ofPlatform().name("start-up-cache").daemon().start(() -> make(Path.of(file)));
    }
  }

  /** Lets the service that runs in this process answer some calls, so that their code is cached. */
  static void exercise(int port) throws IOException {
    for (int round = 0; round < 3; round++) {
      for (String path : CALLS) {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
        call.getResponseCode(); // 404 where the catalogue is empty will do
        call.disconnect();
      }
    }
  }

  private static void make(Path file) {
    Path part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Path log = file.resolveSibling(file.getFileName() + ".log");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      int code = record(part, log);
      if (code == 0 && Files.exists(part)) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(log);
        LOG.infof("the next start will be quicker: %s", file);
      } else {
        LOG.warnf("no start-up cache was made (exit code %d), see %s", code, log);
      }
    } catch (IOException e) {
      LOG.warnf("no start-up cache was made: %s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int record(Path part, Path log) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(part));
    builder.environment().put("YEOUL_HOST", "127.0.0.1");
    builder.environment().put("YEOUL_METRICS_PORT", "0");
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
    Process recorded = builder.start();
    Thread end = new Thread(() -> end(recorded), "end-start-up-cache");
    Runtime.getRuntime().addShutdownHook(end);
    int code = recorded.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return code;
  }

  /** At its end the recorded JVM writes the file with a child of its own. */
  private static void end(Process recorded) {
    recorded.descendants().forEach(ProcessHandle::destroyForcibly);
    recorded.destroyForcibly();
  }

  /** This process' own command line, recorded, on another port and without its worker. */
  private static List<String> command(Path part) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
      command.addAll(List.of("/usr/bin/nice", "-n", "19"));
    }
    ProcessHandle.Info self = ProcessHandle.current().info();
    command.add(self.command().orElseThrow(() -> new IOException("this JVM's path is unknown")));
    String[] arguments =
        self.arguments().orElseThrow(() -> new IOException("the command line is unknown"));
    for (String argument : arguments) {
      if (argument.equals("serve")) {
        break;
      }
      if (argument.startsWith("-D" + WANTED + "=")) {
        command.addAll(List.of("-XX:AOTCacheOutput=" + part, "-D" + RECORDING + "=true"));
      } else {
        command.add(argument);
      }
    }
    command.addAll(List.of("serve", "--role", "api", "--port", Integer.toString(freePort())));
    return command;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
