package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theExitCodeAndTheOutputAreTheCommandsOwn() throws Exception {
    GuardedProcess process = start("echo out; echo err >&2; exit 7");
    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(process.onExit().get()).isEqualTo(7);
    assertThat(Files.readString(log())).isEqualTo("out\nerr\n");
  }

  @Test
  void onlyTheGivenEnvironmentIsSeen() throws Exception {
    start("env").waitFor();
    assertThat(Files.readString(log())).contains("GIVEN=yes").doesNotContain("JAVA_HOME");
  }

  @Test
  void aCommandThatDoesNotExistSaysSo() throws Exception {
    GuardedProcess process =
        GuardedProcess.start(
            new Launch(List.of("/no/such/program"), Map.of(), folder, log(), null, Duration.ZERO));
    assertThat(process.waitFor()).isEqualTo(127);
    assertThat(Files.readString(log())).contains("/no/such/program");
  }

  @Test
  void aProcessThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
    GuardedProcess process = start("trap '' TERM; echo up; while :; do sleep 1; done");
    await().until(() -> Files.readString(log()).contains("up"));
    process.terminate(Duration.ofMillis(300));
    assertThat(process.onExit().get()).isEqualTo(128 + 9);
  }

  @Test
  void aProcessThatNeedsAMomentToEndGetsItEvenWhereOurOwnDeathWouldGrantNone() throws Exception {
    GuardedProcess process =
        GuardedProcess.start(
            new Launch(
                List.of(
                    "/bin/sh",
                    "-c",
                    "trap 'sleep 0.5; echo drained; exit 0' TERM; echo up; while :; do sleep 0.1; done"),
                Map.of("PATH", "/usr/bin:/bin"),
                folder,
                log(),
                null,
                Duration.ZERO));
    await().until(() -> Files.readString(log()).contains("up"));
    process.terminate(Duration.ofSeconds(20));
    assertThat(process.onExit().get()).isZero();
    assertThat(Files.readString(log())).contains("drained");
  }

  @Test
  void aFrozenProcessDoesNothingUntilItIsThawed() throws Exception {
    GuardedProcess process = start("while :; do date +%s%N >>ticks; sleep 0.02; done");
    Path ticks = folder.resolve("ticks");
    await().until(() -> Files.exists(ticks) && Files.size(ticks) > 0);
    process.freeze();
    await()
        .untilAsserted(() ->
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/stat")))
                .contains(") T "));
    long frozen = Files.size(ticks);
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> Files.size(ticks) == frozen);
    process.thaw();
    await().until(() -> Files.size(ticks) > frozen);
    process.kill();
  }

  @Test
  void whatTheCommandStartedEndsWithIt() throws Exception {
    GuardedProcess process = start("sleep 1000 & echo $! >child; wait");
    Path child = folder.resolve("child");
    await().until(() -> Files.exists(child) && Files.size(child) > 0);
    long pid = Long.parseLong(Files.readString(child).strip());
    assertThat(isRunning(pid)).isTrue();
    process.kill();
    await().until(() -> !isRunning(pid));
  }

  private GuardedProcess start(String script) throws IOException {
    return GuardedProcess.start(
        new Launch(
            List.of("/bin/sh", "-c", script),
            Map.of("PATH", "/usr/bin:/bin", "GIVEN", "yes"),
            folder,
            log(),
            null,
            Duration.ofSeconds(1)));
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static boolean isRunning(long pid) throws IOException {
    return !Leftovers.startTime(pid).isEmpty()
        && !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
  }
}
