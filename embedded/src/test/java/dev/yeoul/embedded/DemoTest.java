package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runner as a person meets it: a process with an exit code, around a stand-in for the server.
 */
class DemoTest {
  private static final String MADE = "audience.made";

  @TempDir private Path folder = Path.of("");
  private final List<Process> started = new ArrayList<>();
  private Path jar = Path.of("");
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    jar = FakeServer.jar(folder);
    port = Ports.free();
    Files.writeString(folder.resolve("titles.csv"), "show_id\n");
  }

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void servesOnItsOwnStoresOnceAtATimeAndLeavesNothingBehind() throws Exception {
    Run demo = demo("first");
    demo.awaitLine("ready http://localhost:" + port);
    theServerSeesOnlyTheDemosStores(demo);
    othersAreTurnedAway();
    aCommandUsesTheRunningStores();
    aTermDrainsTheServerBeforeItsStores(demo);
    aServerThatEndsTakesTheDemoAlong();
    killNineEndsTheServerToo();
    assertThat(data().resolve("imports")).hasContent("once\n");
  }

  private void theServerSeesOnlyTheDemosStores(Run demo) throws IOException {
    Map<String, String> connection = DataDirectory.readConnection(data());
    assertThat(connection)
        .containsEntry("MYSQL_HOST", "127.0.0.1")
        .containsEntry("YEOUL_HOST", "127.0.0.1")
        .containsKeys("MYSQL_PASSWORD", "MONGO_URI", "REDIS_PASSWORD", "SECRET_KEY");
    String output = demo.output();
    connection.forEach((name, value) -> assertThat(output).contains("env " + name + "=" + value));
    assertThat(output)
        .contains("directory " + data())
        .contains("server import " + folder.resolve("titles.csv") + " --demo-episodes")
        .doesNotContain("somebodys-database")
        .doesNotContain("env YEOUL_MAVEN")
        .doesNotContain("env QUARKUS_");
  }

  private void othersAreTurnedAway() throws Exception {
    Run second = demo("second");
    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(second.output()).contains(data() + " is in use");
    Run elsewhere = run("elsewhere", "demo", "--data", folder + "/other", "--port", "" + port);
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.output()).contains("port " + port + " is taken");
    assertThat(folder.resolve("other/mysql")).doesNotExist();
    Run nowhere = run("nowhere", "demo", "--data", folder + "/other", "--port", "99999");
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.output()).startsWith("--port is 99999, but must be from 1 to 65535");
  }

  private void aCommandUsesTheRunningStores() throws Exception {
    Run grant = run("grant", "run", "--data", "" + data(), "--", "user", "grant", "a@b.c", "admin");
    assertThat(grant.exitCode()).isEqualTo(7);
    assertThat(grant.output())
        .contains("server user grant a@b.c admin")
        .contains("env MONGO_URI=" + DataDirectory.readConnection(data()).get("MONGO_URI"));
  }

  private void aTermDrainsTheServerBeforeItsStores(Run demo) throws Exception {
    List<String> pids = pids(demo);
    demo.process.destroy();
    assertThat(demo.exitCode()).isZero();
    assertThat(demo.output()).contains("drained with 3 stores");
    assertThat(pids).hasSize(4).noneMatch(DemoTest::isRunning);
    assertThat(DataDirectory.readConnection(data())).isEmpty();
  }

  private void aServerThatEndsTakesTheDemoAlong() throws Exception {
    Run demo = demo("third");
    demo.awaitLine("ready http://localhost:" + port);
    List<String> pids = pids(demo);
    Ports.connect(port).close();
    assertThat(demo.exitCode()).isEqualTo(9);
    assertThat(pids).hasSize(4).noneMatch(DemoTest::isRunning);
  }

  private void killNineEndsTheServerToo() throws Exception {
    Run demo = demo("fourth");
    demo.awaitLine("ready http://localhost:" + port);
    List<String> pids = pids(demo);
    assertThat(pids).hasSize(4).allMatch(DemoTest::isRunning);
    demo.process.destroyForcibly();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pids.stream().noneMatch(DemoTest::isRunning));
    // The port and the data are free again, and no connection.env speaks of stores that are gone.
    DataDirectory.open(data()).close();
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(DataDirectory.readConnection(data())).isEmpty();
  }

  @Test
  void theAudienceIsMadeOnceBehindTheServer() throws Exception {
    Run without = demo("without", "--no-audience");
    without.awaitLine("ready http://localhost:" + port);
    endOrderly(without);
    assertThat(without.output()).doesNotContain("server recommend");

    Files.writeString(data().resolve("fail"), "");
    Run failing = demo("failing");
    failing.awaitLine(
        "recommend audience ended with 5: the demo goes on, its next start tries again");
    assertThat(failing.process.isAlive()).isTrue();
    endOrderly(failing);
    Files.delete(data().resolve("fail"));

    Files.writeString(data().resolve("hang"), "");
    anEndedDemoEndsItsTrainer();
    aKilledDemoEndsItsTrainer();
    Files.delete(data().resolve("hang"));

    Run whole = demo("whole");
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(data().resolve(MADE)));
    assertThat(whole.output())
        .containsSubsequence(
            "ready http", "server recommend audience", "directory " + data(), "recommend train");
    endOrderly(whole);

    Run again = demo("again");
    again.awaitLine("ready http://localhost:" + port);
    endOrderly(again);
    assertThat(again.output()).doesNotContain("server recommend");
  }

  private void anEndedDemoEndsItsTrainer() throws Exception {
    Run demo = demo("ended");
    demo.awaitLine("server recommend train");
    String trainer = trainer(demo);
    assertThat(isRunning(trainer)).isTrue();
    assertThat(niceness(trainer)).isEqualTo("19");
    endOrderly(demo);
    assertThat(isRunning(trainer)).isFalse();
    assertThat(demo.output()).contains("drained with 3 stores");
    assertThat(data().resolve(MADE)).doesNotExist();
  }

  private void aKilledDemoEndsItsTrainer() throws Exception {
    Run demo = demo("killed");
    demo.awaitLine("server recommend train");
    String trainer = trainer(demo);
    demo.process.destroyForcibly();
    await().atMost(Duration.ofSeconds(60)).until(() -> !isRunning(trainer));
    DataDirectory.open(data()).close();
  }

  private static void endOrderly(Run demo) throws InterruptedException {
    demo.process.destroy();
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void freshRefusesAFolderThatIsNotOurs() throws Exception {
    Path precious = Files.createDirectory(data()).resolve("thesis.txt");
    Files.writeString(precious, "years of work");
    Run demo =
        run("fresh", "demo", "--fresh", "--data", "" + data(), "--port", Integer.toString(port));
    assertThat(demo.exitCode()).isEqualTo(1);
    assertThat(demo.output()).contains("mark").contains(data().toString());
    assertThat(precious).hasContent("years of work");
  }

  private Run demo(String name, String... more) throws IOException {
    List<String> rest =
        new ArrayList<>(List.of("--data", data().toString(), "--port", Integer.toString(port)));
    rest.addAll(List.of(more));
    return run(name, "demo", rest.toArray(String[]::new));
  }

  private Run run(String name, String command, String... rest) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--server", jar.toString()));
    if (command.equals("demo")) {
      arguments.addAll(List.of("--catalogue", folder.resolve("titles.csv").toString()));
    }
    arguments.addAll(List.of(rest));
    Path output = folder.resolve(name + ".out");
    Process process =
        ChildJvm.start(
            Main.class,
            output,
            arguments,
            Map.of(
                "MYSQL_HOST", "somebodys-database",
                "MONGO_URI", "mongodb://somebodys-database/x",
                "QUARKUS_HTTP_PORT", "1",
                "YEOUL_MAVEN", System.getenv().getOrDefault("YEOUL_MAVEN", "mvn")));
    started.add(process);
    return new Run(process, output);
  }

  private record Run(Process process, Path file) {
    String output() throws IOException {
      return Files.readString(file);
    }

    void awaitLine(String line) throws IOException {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> !process.isAlive() || output().lines().anyMatch(line::equals));
      assertThat(output()).contains(line);
    }

    int exitCode() throws InterruptedException {
      return process.waitFor();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** The server's that serves, and the stores'. */
  private List<String> pids(Run demo) throws IOException {
    List<String> pids = new ArrayList<>();
    pids.add(lastPid("server-pid ", demo.output()));
    for (String store : List.of("mysql", "redis", "mongo")) {
      pids.add(Files.readString(data().resolve("run/" + store + ".pid")).split(" ", 2)[0]);
    }
    return pids;
  }

  private static String trainer(Run demo) throws IOException {
    String words = "aside-pid ";
    String told = "(?s).*server recommend train.*" + words + "\\d+\n.*";
    await().until(() -> demo.output().matches(told));
    return lastPid(words, demo.output());
  }

  private static String lastPid(String words, String output) {
    int at = output.lastIndexOf(words) + words.length();
    return output.substring(at, output.indexOf('\n', at));
  }

  private static String niceness(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 18)[16];
  }

  private static boolean isRunning(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException e) {
      return false;
    }
  }
}
