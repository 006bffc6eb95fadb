package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.app.LauncherSandbox.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What <code>./yeoul bench</code> does before the JVM takes over. */
@EnabledOnOs(OS.LINUX)
class LauncherBenchTest {
  /** What the launcher calls; wrk is not among them. */
  private static final List<String> NEEDED =
      List.of(
          "awk", "cat", "cksum", "cut", "df", "dirname", "find", "grep", "head", "ls", "mktemp",
          "rm", "sed", "tail", "tr", "uname");

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private LauncherSandbox box;

  @BeforeEach
  void sandbox() throws IOException {
    box = new LauncherSandbox(folder.toRealPath());
    box.program("python3", "true");
    box.program("ldconfig", "echo 'libaio.so.1 libnuma.so.1 libcurl.so.4 '");
    box.program("nginx", "true");
    box.program("redis-benchmark", "true");
  }

  @Test
  void handsItsWordsToTheModule() throws Exception {
    box.program("wrk", "true");
    Run run = box.yeoul("bench", "--quick", "--case", "title");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .contains("PID " + run.pid() + "\n")
        .contains("<dev.yeoul.bench.Main> <--root> <" + box.root() + ">")
        .contains("<--jvm-option=@" + box.root() + "/ops/jvm.options> <--jvm-option=-D")
        .contains("<--quick> <--case> <title>");
  }

  @Test
  void doctorNamesTheGeneratorAndThePeer() throws Exception {
    box.program("wrk", "true");
    assertThat(box.yeoul("doctor").output())
        .contains("wrk, for './yeoul bench'", "nginx, for './yeoul bench'");
  }

  @Test
  void asRootInstallsWhatIsMissingAndSaysSo() throws Exception {
    box.program("id", "echo 0");
    box.program("apt-get", "echo \"$@\" >>\"" + box.root() + "/apt.log\"");
    box.onlyPrograms(NEEDED);
    Run run = box.yeoul("bench");
    assertThat(run.output()).contains("installing with apt: wrk", "<dev.yeoul.bench.Main>");
  }

  @Test
  void withoutRootItSaysWhatWillNotRunAndGoesOn() throws Exception {
    box.program("id", "echo 1000");
    box.onlyPrograms(NEEDED);
    Run run = box.yeoul("bench");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("missing: wrk", "will not run", "<dev.yeoul.bench.Main>");
    assertThat(box.yeoul("doctor").output()).contains("no wrk, for './yeoul bench'");
  }
}
