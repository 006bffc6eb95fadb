package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees when the service can't start: one line that says why, and exit code 1. */
class StartUpIT {
  @TempDir Path folder;

  @Test
  void a_missing_setting_is_named() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.remove("MYSQL_HOST");

    assertThat(start(settings)).isEqualTo(1);
    assertThat(errors()).singleElement().asString().startsWith("yeoul: MYSQL_HOST is missing");
  }

  @Test
  void a_weak_secret_stops_the_start() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.put("SECRET_KEY", "too-short");

    assertThat(start(settings)).isEqualTo(1);
    assertThat(errors()).singleElement().asString().contains("SECRET_KEY", "32 bytes");
    assertThat(errors()).noneMatch(line -> line.contains("too-short"));
  }

  @Test
  void an_unknown_setting_stops_the_start() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.put("YEOUL_ROLES", "api");

    assertThat(start(settings)).isEqualTo(1);
    assertThat(errors())
        .singleElement()
        .asString()
        .contains("YEOUL_ROLES is not a setting", "did you mean YEOUL_ROLE?");
  }

  @Test
  void an_unknown_option_is_misuse() throws Exception {
    assertThat(start(ServerProcess.settings(), "--prot", "1")).isEqualTo(2);
    assertThat(errors()).singleElement().asString().contains("--prot", "--port N");
  }

  @Test
  void a_store_that_does_not_answer_is_named_after_a_bounded_time() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.put("YEOUL_STORES_WAIT", "1");
    settings.put("MYSQL_PORT", Integer.toString(closedPort()));

    assertThat(start(settings)).isEqualTo(1);
    assertThat(errors())
        .filteredOn(line -> line.startsWith("yeoul: "))
        .singleElement()
        .asString()
        .contains("MySQL", settings.get("MYSQL_PORT"), "within 1 s");
  }

  @Test
  void a_taken_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(start(ServerProcess.settings(), "--port", port)).isEqualTo(1);
      assertThat(errors())
          .filteredOn(line -> line.startsWith("yeoul: "))
          .singleElement()
          .asString()
          .contains(port);
    }
  }

  @Test
  void a_taken_metrics_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = ServerProcess.settings();
      settings.put("YEOUL_METRICS_PORT", Integer.toString(taken.getLocalPort()));

      assertThat(start(settings, "--port", Integer.toString(closedPort()))).isEqualTo(1);
      assertThat(errors())
          .filteredOn(line -> line.startsWith("yeoul: "))
          .singleElement()
          .asString()
          .contains("metrics port " + taken.getLocalPort(), "YEOUL_METRICS_PORT");
    }
  }

  @Test
  void json_logs_are_json_from_the_first_line_to_the_last() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.put("YEOUL_LOG", "json");
    try (ServerProcess server = ServerProcess.serve(settings)) {
      Awaitility.await().until(() -> server.log().contains("ready http://localhost:"));
      server.process().terminate(Duration.ofSeconds(40));
      assertThat(server.log().lines()).isNotEmpty().allMatch(line -> line.matches("\\{.*}"));
    }
  }

  @Test
  void check_config_prints_no_secret() throws IOException {
    Map<String, String> settings = new HashMap<>(ServerProcess.settings());

    String printed = ServerProcess.run(settings, "check-config");

    assertThat(printed)
        .contains("The settings are complete")
        .doesNotContain(
            StoresResource.SECRET_KEY,
            settings.get("MYSQL_PASSWORD"),
            settings.get("REDIS_PASSWORD"),
            settings.get("MONGO_URI"));
  }

  private int start(Map<String, String> settings, String... options) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(ServerProcess.command("serve", options));
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(settings);
    builder.redirectError(folder.resolve("errors").toFile());
    builder.redirectOutput(folder.resolve("output").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(folder.resolve("errors")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
        .toList();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
