package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.app.LauncherSandbox.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What <code>./yeoul</code> does before the JVM takes over. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  private static final String MYSQL_IN_CACHE = "(?s).*MYSQL_IN_CACHE=(\\S+).*";

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private LauncherSandbox box;

  @BeforeEach
  void sandbox() throws IOException {
    box = new LauncherSandbox(folder.toRealPath());
  }

  @Test
  void anUnknownCommandIsNamedAndEndsWithTwo() throws Exception {
    Run run = box.yeoul("fly");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("there is no command 'fly'", "./yeoul demo");
  }

  @Test
  void helpNamesEveryCommandOfTheReadme() throws Exception {
    String help = box.yeoul("help").output();
    Repository.tableRows("README.md")
        .map(row -> row.getFirst().split("[ ,]"))
        .filter(words -> words[0].equals("./yeoul"))
        .forEach(words -> assertThat(help).contains("./yeoul " + words[1]));
    assertThat(box.yeoul().output()).isEqualTo(help);
  }

  @Test
  void theServerTakesTheLaunchersPlace() throws Exception {
    box.set("JAVA_OPTS", "-Xmx1g -Da=b");
    Run run = box.yeoul("serve", "--port", "9", "--role", "api");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .contains("PID " + run.pid() + "\n")
        .containsPattern(
            "<@" + box.root() + "/ops/jvm.options> <-Dyeoul.startup-cache=[^>]*> <-Xmx1g> <-Da=b>")
        .contains("quarkus-run.jar> <serve> <--port> <9> <--role> <api>")
        .doesNotContain("MAVEN");
  }

  @Test
  void aTrainerHasOptionsOfItsOwn() throws Exception {
    box.set("JAVA_OPTS", "-Xmx8g");
    Run run = box.yeoul("recommend", "evaluate", "--train", "a b.tsv");
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .contains("<@" + box.root() + "/ops/trainer.options> <-Xmx8g> <-jar>")
        .contains("quarkus-run.jar> <recommend> <evaluate> <--train> <a b.tsv>")
        .doesNotContain("jvm.options", "AOTCache");
  }

  @Test
  void aTrainerWorksOnTheStoresThatAreNamedAndWritesWhereItIsCalled() throws Exception {
    box.write(".yeoul/.yeoul-data", "");
    assertThat(box.yeoul("recommend", "train", "--dump", "a b.tsv").output())
        .contains("<--jvm-option=@" + box.root() + "/ops/trainer.options>", "> <--data> <.yeoul>")
        .contains("<--> <recommend> <train> <--dump> <" + box.root() + "/a b.tsv>")
        .doesNotContain("jvm.options", "AOTCache");
    assertThat(box.yeoul("recommend", "use", "20261124T134200Z", "--external-stores").output())
        .contains("<@" + box.root() + "/ops/jvm.options>")
        .contains("quarkus-run.jar> <recommend> <use> <20261124T134200Z>");
    assertThat(box.yeoul("recommend", "versions", "--data", "nowhere").exitCode()).isEqualTo(1);
  }

  @Test
  void theStartUpCacheIsTakenOnceItIsThereAndFitsTheOptionsAndTheProgram() throws Exception {
    String wanted =
        box.yeoul("serve").output().replaceFirst("(?s).*startup-cache=([^>]*)>.*", "$1");
    box.write(box.root().relativize(Path.of(wanted)).toString(), "made");

    assertThat(box.yeoul("serve").output()).contains("<-XX:AOTCache=" + wanted + "> <-jar>");
    assertThat(box.yeoul("import", "a.csv", "--external-stores").output()).contains("AOTCache");

    box.set("JAVA_OPTS", "-Xmx1g");
    assertThat(box.yeoul("serve").output()).contains("<-Dyeoul.startup-cache=");
    box.unset("JAVA_OPTS");

    FileTime before = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(Path.of(wanted), before); // the program was built since
    assertThat(box.yeoul("serve").output()).contains("<-Dyeoul.startup-cache=" + wanted + ">");
  }

  @Test
  void theDemosServerGetsTheSameOptions() throws Exception {
    box.set("JAVA_OPTS", "-Xmx1g -Da=b");
    assertThat(box.yeoul("demo", "--external-stores", "--port", "9").output())
        .containsPattern(
            "<--jvm-option=@"
                + box.root()
                + "/ops/jvm.options> <--jvm-option=-Dyeoul[^>]*>"
                + " <--jvm-option=-Xmx1g> <--jvm-option=-Da=b>")
        .contains("<--port> <9>");
  }

  @Test
  void theDemosTrainerHasOptionsOfItsOwn() throws Exception {
    box.set("JAVA_OPTS", "-Xmx1g");
    assertThat(box.yeoul("demo", "--external-stores", "--no-audience").output())
        .contains(
            "<--trainer-option=@" + box.root() + "/ops/trainer.options> <--trainer-option=-Xmx1g>",
            "<--no-audience>");
  }

  @Test
  void aJdk25IsFoundThoughAnOlderOneIsNamedAndOnPath() throws Exception {
    Path older = box.jdk("jdk-17", "17.0.15");
    Path wanted = box.jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
    box.set("JAVA_HOME", older.toString());
    box.program("java", "echo '    java.home = " + older + "' >&2");
    String found =
        box.yeoul("doctor")
            .output()
            .lines()
            .filter(l -> l.contains("JDK 25"))
            .findFirst()
            .orElseThrow();
    // a machine may have one under /usr/lib/jvm, which comes first
    assertThat(found).containsPattern("ok       JDK 25: (/usr/lib/jvm/.*|" + wanted + ")");

    box.program("java", "echo '    java.home = " + wanted + "' >&2");
    assertThat(box.yeoul("doctor").output()).contains("JDK 25: " + wanted + "\n");
  }

  @Test
  void buildsWhenASourceIsNewer() throws Exception {
    touch("server/src/main/A.java");
    Run run = box.yeoul("serve");
    assertThat(run.output()).contains("building", "built in", "<serve>");
    assertThat(Files.readString(box.root().resolve("server/target/yeoul-build.log")))
        .contains("MAVEN -f " + box.root() + "/pom.xml", "-DskipTests", "package");
    assertThat(box.yeoul("serve").output()).doesNotContain("building");
  }

  @Test
  void aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws Exception {
    box.set("YEOUL_MAVEN", box.root().resolve("bin/broken").toString());
    box.program("broken", "echo the compiler is unhappy; exit 1");
    touch("embedded/src/main/B.java");
    for (int attempt = 0; attempt < 2; attempt++) {
      Run run = box.yeoul("check-config");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains("the compiler is unhappy", "server/target/yeoul-build.log")
          .doesNotContain("JAVA");
    }
  }

  @Test
  void anOldMavenFetchesANewOneAndADamagedOneIsNotUsed() throws Exception {
    box.unset("YEOUL_MAVEN");
    box.program(
        "mvn",
        """
        case "$*" in
          *-v*) echo 'Apache Maven 3.8.7' ;;
          *) for word in "$@"; do case $word in -DoutputDirectory=*) out=${word#*=} ;; esac; done
             echo damaged > "$out/apache-maven-3.9.11-bin.tar.gz" ;;
        esac
        """);
    Run run = box.yeoul("format");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("fetches Maven 3.9.11", "SHA-256 differs");
    try (Stream<Path> left = Files.list(box.root().resolve("cache/yeoul"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aNewMavenOnPathIsTaken() throws Exception {
    box.unset("YEOUL_MAVEN");
    box.program("mvn", "echo \"Apache Maven 3.9.6 $*\"");
    assertThat(box.yeoul("format").output()).contains("3.9.6 -f", "spotless:apply", "formatted");
  }

  @Test
  void aTestLeavesTheProgramBuiltAndNoStampThatLies() throws Exception {
    box.write("server/target/start-up-cache/of-the-program-before.aot", "");
    box.program("tests", "[ ! -e '" + stamp() + "' ] && touch '" + jar() + "'; exit ${CODE:-0}");
    box.set("YEOUL_MAVEN", box.root().resolve("bin/tests").toString());
    box.set("CODE", "1");
    assertThat(box.yeoul("test").exitCode()).isEqualTo(1);
    assertThat(stamp()).doesNotExist();

    box.set("CODE", "0");
    assertThat(box.yeoul("test").exitCode()).isZero();
    assertThat(box.root().resolve("server/target/start-up-cache")).doesNotExist();
    assertThat(box.yeoul("serve").output()).doesNotContain("building");
  }

  @Test
  void aTestThatLeavesTheServerOutLeavesItUnbuilt() throws Exception {
    assertThat(box.yeoul("test", "-pl", "embedded").output())
        .contains("MAVEN -f", "verify -pl embedded");
    assertThat(stamp()).doesNotExist();
  }

  @Test
  void aBuiltDemoNeedsNoMavenOnceMysqlIsThere() throws Exception {
    box.unset("YEOUL_MAVEN");
    box.program("mvn", "exit 1");
    assertThat(box.yeoul("demo").output()).contains("Maven 3.9.11").doesNotContain("JAVA");
    assertThat(box.yeoul("demo", "--system-servers").output()).contains("JAVA");
    String home = Repository.text("ops/launcher/system.sh").replaceFirst(MYSQL_IN_CACHE, "$1");
    assertThat(Repository.text("embedded/src/main/java/dev/yeoul/embedded/MysqlBinary.java"))
        .contains("VERSION = \"" + home.replace("mysql-", "") + "\"");
    box.write("cache/yeoul/" + home + "/bin/mysqld", "");
    assertThat(box.yeoul("demo").output()).contains("<dev.yeoul.embedded.Main> <demo>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --port 99999",
        "demo --port=-1",
        "demo --port 0",
        "demo --port abc",
        "demo --port",
        "demo --data",
        "demo --prot 1",
        "demo extra",
        "dev --fresh"
      })
  void misuseIsAnsweredBeforeAnythingIsBuilt(String call) throws Exception {
    touch("server/src/main/A.java");
    Run run = box.yeoul(call.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output().lines()).hasSize(1).first().asString().startsWith("yeoul: ");
  }

  @Test
  void aFileIsNoFolderForData() throws Exception {
    touch("server/src/main/A.java");
    box.write("precious", "");
    for (String data : List.of("precious", "precious/below")) {
      Run run = box.yeoul("demo", "--data", data);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).isEqualTo("yeoul: --data " + data + ": precious is no folder\n");
    }
  }

  @Test
  void helpIsThereForACommandToo() throws Exception {
    touch("server/src/main/A.java");
    assertThat(box.yeoul("demo", "--help").output()).isEqualTo(box.yeoul("help").output());
  }

  @Test
  void aLinkToTheLauncherServesToo() throws Exception {
    Files.createDirectory(box.root().resolve("links"));
    Files.createSymbolicLink(box.root().resolve("links/relative"), Path.of("../yeoul"));
    Files.createSymbolicLink(
        box.root().resolve("links/yeoul"), box.root().resolve("links/relative"));
    box.set("CDPATH", box.root().toString());
    assertThat(box.run("links/yeoul", "serve").output()).contains("quarkus-run.jar> <serve>");
  }

  @Test
  void theJvmUsesTheLaunchersCacheFolder() throws Exception {
    box.program("tell", "echo \"CACHE $XDG_CACHE_HOME\"");
    box.set("YEOUL_MAVEN", box.root().resolve("bin/tell").toString());
    assertThat(box.yeoul("format").output()).contains("CACHE " + box.root() + "/cache\n");
    box.unset("XDG_CACHE_HOME");
    assertThat(box.yeoul("format").output()).contains("CACHE " + box.root() + "/home/.cache\n");
    box.set("XDG_CACHE_HOME", "relative");
    assertThat(box.yeoul("format").output()).contains("CACHE " + box.root() + "/home/.cache\n");
  }

  @Test
  void aJavaHomeThatFitsStartsNoOtherJvm() throws Exception {
    box.program("java", "touch '" + box.root() + "/asked'");
    box.yeoul("serve");
    assertThat(box.root().resolve("asked")).doesNotExist();
  }

  @Test
  void aMissingJdkComesWithTheCommandThatBringsIt() throws Exception {
    // Asked directly: this machine has a JDK, or no test would run.
    box.write("ask", ". ops/launcher/tools.sh\n. ops/launcher/system.sh\nhow_to_install_jdk\n");
    box.program("apt-get", "");
    box.program("apt-cache", "[ \"$2\" = openjdk-25-jdk-headless ]");
    assertThat(box.run("ask").output()).endsWith("apt-get install -y openjdk-25-jdk-headless\n");
    box.program("apt-cache", "exit 1");
    assertThat(box.run("ask").output()).contains("get.sdkman.io", "\n", "sdk install java");
  }

  @Test
  void whoWaitsForABuildIsTold() throws Exception {
    touch("server/src/main/A.java");
    Path lock = box.root().resolve("server/target/yeoul-build.lock");
    Process holder =
        new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; read go")
            .redirectErrorStream(true)
            .start();
    try (var held = holder.inputReader();
        var go = holder.outputWriter()) {
      assertThat(held.readLine()).isEqualTo("held");
      box.program("flock", "[ \"$1\" = -n ] && exec /usr/bin/flock \"$@\"; echo waits");
      assertThat(box.yeoul("serve").output()).contains("waiting for another", "waits", "built in");
      go.write("\n");
    }
  }

  @Test
  void theDoctorGoesOnWhereMavenIsBroken() throws Exception {
    box.program("mvn", "exit 1");
    assertThat(box.yeoul("doctor").output()).contains("MISSING  Maven", "disk space", "shellcheck");
  }

  @Test
  void elsewhereTheStoresAreGiven() throws Exception {
    box.program("uname", "[ \"$1\" = -s ] && echo Darwin || echo Darwin-arm64");
    Run run = box.yeoul("demo");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Linux on x86_64", "MYSQL_HOST", "--external-stores");
    assertThat(box.yeoul("demo", "--external-stores").output())
        .contains("<dev.yeoul.embedded.Main> <demo>", "<--external-stores>");
  }

  @Test
  void aMissingLibraryIsNamedWithTheCommandThatBringsIt() throws Exception {
    box.program("ldconfig", "echo '	libcurl.so.4 (libc6,x86-64) => /lib/libcurl.so.4'");
    box.program("id", "echo 1000");
    box.program("apt-cache", "exit 1");
    box.program("apt-get", "echo must not be called");
    Run run = box.yeoul("demo");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("sudo apt-get install -y libaio1 libnuma1\n");
    Run doctor = box.yeoul("doctor");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.output())
        .contains("MISSING  libnuma.so.1\n           -> sudo apt-get install -y libnuma1")
        .contains("ok       libcurl.so.4");
  }

  @Test
  void theSuperuserGetsMissingLibrariesInstalled() throws Exception {
    box.program("ldconfig", "cat '" + box.root() + "/libraries'");
    box.write("libraries", "libnuma.so.1 (x)\nlibcurl.so.4 (x)\n");
    box.program("id", "echo 0");
    // knows the new name only
    box.program("apt-cache", "[ \"$2\" = libaio1t64 ]");
    box.program("apt-get", "echo \"$*\" >> '" + box.root() + "/installed'");
    Run run = box.yeoul("demo");
    assertThat(run.output()).contains("installing with apt: libaio1t64", "<demo>");
    assertThat(Files.readString(box.root().resolve("installed")))
        .isEqualTo("install -y --no-install-recommends libaio1t64\n");
  }

  @Test
  void theScriptsAreClean() throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "shellcheck"))),
        "no shellcheck here");
    Process check =
        new ProcessBuilder("shellcheck", "-x", "yeoul", ".ci/run", "ops/docker/healthcheck")
            .directory(Repository.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
  }

  private Path stamp() {
    return box.root().resolve("server/target/yeoul-build.stamp");
  }

  private Path jar() {
    return box.root().resolve("server/target/quarkus-app/quarkus-run.jar");
  }

  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(box.root().resolve(file), FileTime.from(Instant.now()));
  }
}
