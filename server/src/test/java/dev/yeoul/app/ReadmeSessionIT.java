package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's curl session does what the README says, on the catalogue that comes with it. */
class ReadmeSessionIT {
  private static final String CATALOGUE =
      Repository.ROOT.resolve("data/netflix_titles.csv.gz").toString();

  private static final Pattern SHARES =
      Pattern.compile("stand-up comedy among 20 titles for you: (\\d+) before, (\\d+) after");

  @Test
  void runsAsItStands(@TempDir Path folder) throws IOException, InterruptedException {
    try (EmbeddedStores fresh = EmbeddedStores.start(folder, StoreOptions.defaults())) {
      Map<String, String> settings = ServerProcess.settings(fresh);
      ServerProcess.run(settings, "import", CATALOGUE, "--demo-episodes");
      follow(settings);
    }
  }

  private static void follow(Map<String, String> settings)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.serve(settings)) {
      String[] answers = run(ReadmeSession.of("README.md"), server.url()).split("\n");
      assertThat(answers).hasSize(11);
      assertThat(answers[0]).contains("\"name\":\"미나\"", "\"token_type\":\"bearer\"");
      assertThat(answers[1]).contains("\"status\":\"active\"", "\"auto_renewal\":true");
      assertThat(answers[2]).contains("\"kind\":\"show\"", "Korean TV Shows");
      assertThat(answers[3]).contains("\"kind\":\"movie\"");
      assertThat(answers[4]).contains("\"position_seconds\":754.5", "\"completed\":false");
      assertThat(answers[5]).contains("\"position_seconds\":754.5", "\"series\":{");
      assertThat(answers[6]).startsWith("[");
      assertThat(answers[7]).contains("\"row\":\"continue_watching\"", "\"row\":\"for_you\"");
      assertThat(answers[8]).matches(SHARES).satisfies(ReadmeSessionIT::doubles);
      assertThat(answers[9]).contains("\"score\":");
      assertThat(answers[10]).contains("\"status\":\"cancelled\"");
    }
  }

  private static void doubles(String line) {
    Matcher shares = SHARES.matcher(line);
    assertThat(shares.matches()).isTrue();
    int before = Integer.parseInt(shares.group(1));
    assertThat(Integer.parseInt(shares.group(2))).isGreaterThanOrEqualTo(Math.max(2, 2 * before));
  }

  private static String run(String session, String url) throws IOException, InterruptedException {
    Path script = Files.createTempFile("readme-session", ".sh");
    Path output = Files.createTempFile("readme-session", ".log");
    Files.writeString(script, session);
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    bash.environment().put("YEOUL", url);
    Process process = bash.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(output)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }
}
