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

/** Which stores the commands that write work on: the ones that were named, never a guess. */
@EnabledOnOs(OS.LINUX)
class LauncherStoresTest {
  private static final String ON_THE_DEMO = "> <--data> <";
  private static final String ON_CONFIGURED = "quarkus-run.jar> <import> <titles.csv>";

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private LauncherSandbox box;

  @BeforeEach
  void sandbox() throws IOException {
    box = new LauncherSandbox(folder.toRealPath());
  }

  @Test
  void onTheDemosWhereNothingIsConfigured() throws Exception {
    Run run = box.yeoul("import", "titles.csv", "--demo-episodes");
    assertThat(run.output())
        .contains(
            "<dev.yeoul.embedded.Main> <run> ",
            ON_THE_DEMO + ".yeoul>",
            "<--> <import> <titles.csv> <--demo-episodes>");
  }

  @Test
  void onTheNamedFolder() throws Exception {
    box.set("MYSQL_HOST", "production");
    box.write("there/.yeoul-data", "");
    assertThat(box.yeoul("user", "grant", "a@example.com", "admin", "--data", "there").output())
        .contains(ON_THE_DEMO + "there>", "<--> <user> <grant> <a@example.com> <admin>");
  }

  @Test
  void onTheConfiguredWhereThereIsNoDemo() throws Exception {
    box.set("MYSQL_HOST", "production");
    assertThat(box.yeoul("import", "titles.csv").output()).contains(ON_CONFIGURED);
    box.unset("MYSQL_HOST");
    box.write(".env", "# of production\n  export MYSQL_HOST=production\n");
    assertThat(box.yeoul("import", "titles.csv").output()).contains(ON_CONFIGURED);
  }

  @Test
  void asksWhereBothAreThere() throws Exception {
    box.write(".env", "MYSQL_HOST=production\n");
    box.write(".yeoul/mark", "");
    Run run = box.yeoul("import", "titles.csv");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("--data .yeoul or --external-stores").doesNotContain("JAVA");
    assertThat(box.yeoul("import", "titles.csv", "--external-stores").output())
        .contains(ON_CONFIGURED)
        .doesNotContain("<--external-stores>");
    assertThat(box.yeoul("import", "titles.csv", "--data=.yeoul").output())
        .contains(ON_THE_DEMO + ".yeoul>");
  }

  @Test
  void usersAreInADemoThatIsThere() throws Exception {
    for (String[] call :
        List.of(
            new String[] {"users", "generate", "5"}, new String[] {"user", "grant", "a", "b"})) {
      Run run = box.yeoul(call);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains("there is no demo in .yeoul", "./yeoul demo", "--external-stores")
          .doesNotContain("JAVA");
    }
    assertThat(folder.resolve(".yeoul")).doesNotExist();
    box.write(".yeoul/.yeoul-data", "");
    assertThat(box.yeoul("users", "generate", "5").output())
        .contains(ON_THE_DEMO + ".yeoul>", "<--> <users> <generate> <5>");
  }

  @Test
  void recommendationsOfStoresAreTheDemosOrTheConfigured() throws Exception {
    box.write("there/.yeoul-data", "");
    assertThat(box.yeoul("recommend", "audience", "--viewers", "5", "--data", "there").output())
        .contains(ON_THE_DEMO + "there>", "<--> <recommend> <audience> <--viewers> <5>");
    assertThat(box.yeoul("recommend", "report", "--external-stores", "--days=3").output())
        .contains("quarkus-run.jar> <recommend> <report> <--days=3>");
    assertThat(box.yeoul("recommend", "report", "--data", "elsewhere").exitCode()).isEqualTo(1);
  }

  @Test
  void onTheMachinesOwnServersWhereAskedFor() throws Exception {
    assertThat(box.yeoul("import", "titles.csv", "--system-servers").output())
        .contains(ON_THE_DEMO + ".yeoul> <--system-servers> <--> <import> <titles.csv>");
  }

  @Test
  void neverOnBoth() throws Exception {
    assertThat(box.yeoul("import", "a", "--data", "b", "--external-stores").exitCode())
        .isEqualTo(2);
    assertThat(box.yeoul("import", "a", "--data").exitCode()).isEqualTo(2);
  }
}
