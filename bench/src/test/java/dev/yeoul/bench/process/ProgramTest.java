package dev.yeoul.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theServiceRunsWithTheLaunchersOptions() {
    assertThat(program("@ops/jvm.options", "-Xmx1g").serverOptions())
        .containsExactly("@ops/jvm.options", "-Xmx1g");
    assertThat(program("-Xmx1g").wantedStartUpCache()).isEmpty();
  }

  @Test
  void aWantedStartUpCacheIsMadeOnceAndThenUsed() throws IOException {
    Path cache = folder.resolve("1.aot");
    String wanted = "-Dyeoul.startup-cache=" + cache;
    Program program = program("@ops/jvm.options", wanted, "-Xmx1g");
    assertThat(program.wantedStartUpCache()).contains(wanted);
    assertThat(program.serverOptions()).containsExactly("@ops/jvm.options", "-Xmx1g");

    Files.writeString(cache, "");
    assertThat(program.wantedStartUpCache()).isEmpty();
    assertThat(program.serverOptions())
        .containsExactly("@ops/jvm.options", "-XX:AOTCache=" + cache, "-Xmx1g");
  }

  @Test
  void aPeerGetsNothingThatIsTheServersOwn() {
    Program program = program("@ops/jvm.options", "-XX:AOTCache=a");
    assertThat(program.peerJava()).hasSize(2).last().asString().endsWith("ops/jvm.options");
  }

  private Program program(String... options) {
    return new Program(new Places(folder), folder, List.of(options));
  }
}
