package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.app.LauncherSandbox.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What <code>./yeoul test --soak</code> has Maven do. */
@EnabledOnOs(OS.LINUX)
class LauncherSoakTest {
  private static final Path SCENARIOS = Path.of("src/test/java/dev/yeoul/app");
  private static final Pattern TESTS = Pattern.compile(" -Dit\\.test=(\\S+)");

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private LauncherSandbox box;

  @BeforeEach
  void sandbox() throws IOException {
    box = new LauncherSandbox(folder.toRealPath());
  }

  @Test
  void allScenariosThatCanLastAreToldHowLongTheyHaveTogether() throws Exception {
    String called = box.yeoul("test", "--soak", "60").output();
    assertThat(called).contains("verify -pl server", " -Dyeoul.soak.minutes=60 ");
    Matcher tests = TESTS.matcher(called);
    assertThat(tests.find()).isTrue();
    assertThat(tests.group(1).split(",")).containsExactlyInAnyOrderElementsOf(lasting());
  }

  @Test
  void withoutANumberOfMinutesNothingIsRun() throws Exception {
    for (String[] words : new String[][] {{"test", "--soak"}, {"test", "--soak", "an hour"}}) {
      Run run = box.yeoul(words);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output()).contains("minutes").doesNotContain("MAVEN");
    }
  }

  private static List<String> lasting() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("IT.java"))
          .filter(name -> read(name).contains("Soak.rounds("))
          .map(name -> name.replace(".java", ""))
          .toList();
    }
  }

  private static String read(String name) {
    return Repository.text("server/" + SCENARIOS.resolve(name));
  }
}
