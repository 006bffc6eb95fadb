package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProgramTest {

  @Test
  void nothingStaysBehindAfterKillNineAndTheDataComesUpAgain(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    Path output = folder.resolve("output");
    Process holder =
        ChildJvm.start(StoresHolder.class, output, List.of(data.toString(), "acknowledged"));
    List<Long> pids;
    try {
      pids = pidsOnceHolding(holder, output);
      assertThat(pids).hasSize(3).allMatch(KilledProgramTest::isRunning);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    // At once, so that it meets the stores while they are still ending.
    try (EmbeddedStores stores = EmbeddedStores.start(data, StoreOptions.defaults())) {
      assertThat(pids).noneMatch(KilledProgramTest::isRunning);
      assertThat(new StoreClients(stores.environment()).holding("acknowledged"))
          .containsExactly("mysql", "redis", "mongo");
    }
  }

  @Test
  void aFrozenStoreEndsToo(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    Process holder =
        ChildJvm.start(
            StoresHolder.class,
            output,
            List.of(folder.resolve("data").toString(), "value", "freeze"));
    List<Long> pids;
    try {
      pids = pidsOnceHolding(holder, output);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pids.stream().noneMatch(KilledProgramTest::isRunning));
  }

  private static List<Long> pidsOnceHolding(Process holder, Path output) throws Exception {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> !holder.isAlive() || Files.readString(output).contains("holding"));
    String text = Files.readString(output);
    assertThat(text).contains("holding");
    return text.lines()
        .filter(line -> line.startsWith("pid "))
        .map(line -> Long.valueOf(line.substring("pid ".length())))
        .toList();
  }

  private static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
