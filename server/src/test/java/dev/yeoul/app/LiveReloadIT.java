package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.embedded.GuardedProcess;
import dev.yeoul.embedded.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <code>./yeoul dev</code> on a copy of the sources: a change is in the next answer. */
class LiveReloadIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String RESOURCE = "server/src/main/java/dev/yeoul/app/HealthResource.java";

  /** What a build leaves behind that <code>./yeoul</code> looks for. */
  private static final List<String> BUILT =
      List.of("server/target/classes", "server/target/quarkus-app/quarkus-run.jar");

  /** What is in no clone, or of no use to it. */
  private static final Set<String> LEFT_OUT = Set.of(".git", ".yeoul", "target", "docs", "data");

  @TempDir Path copy;

  @Test
  void one_change_after_another_is_served_by_the_same_program() throws Exception {
    copy("");
    for (String built : BUILT) {
      copyBuilt(built);
    }
    copyBuilt("embedded/target/embedded-app");
    Files.createDirectories(copy.resolve("bench/target/bench-app"));
    Path stamp = Files.writeString(copy.resolve("server/target/yeoul-build.stamp"), "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    int port = ServerProcess.freePort();
    Path log = copy.resolve("dev.log");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(ServerProcess.settings());
    environment.put("YEOUL_PORT", Integer.toString(port));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    List<String> command = List.of(copy.resolve("yeoul").toString(), "dev", "--external-stores");
    GuardedProcess dev =
        GuardedProcess.start(new Launch(command, environment, copy, log, null, Duration.ZERO));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest live =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live")).build();
      await(dev, log, client, live, "up");
      String before = "up";
      for (String after : List.of("here", "there")) {
        change("new Live(\"%s\")".formatted(before), "new Live(\"%s\")".formatted(after));
        await(dev, log, client, live, after);
        before = after;
      }
    } finally {
      dev.terminate(Duration.ofSeconds(30));
    }
  }

  private static void await(
      GuardedProcess dev, Path log, HttpClient client, HttpRequest request, String wanted) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .failFast(() -> assertThat(dev.isAlive()).as("it ended: %s", text(log)).isTrue())
        .until(
            () -> client.send(request, HttpResponse.BodyHandlers.ofString()).body(),
            body -> body.contains("\"%s\"".formatted(wanted)));
  }

  private void change(String from, String to) throws IOException {
    Path file = copy.resolve(RESOURCE);
    String source = Files.readString(file);
    assertThat(source).contains(from);
    Files.writeString(file, source.replace(from, to));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder of the repository, without what is left out. */
  private void copy(String folder) throws IOException {
    try (Stream<Path> children = Files.list(ROOT.resolve(folder))) {
      for (Path child : children.toList()) {
        String name = ROOT.relativize(child).toString();
        if (LEFT_OUT.contains(child.getFileName().toString())) {
          continue;
        }
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(copy.resolve(name));
          copy(name);
        } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(child, copy.resolve(name));
        }
      }
    }
  }

  /** Copies what a build made. */
  private void copyBuilt(String name) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(ROOT.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }
}
