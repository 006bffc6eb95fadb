package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCommandTest {
  private static final String HERE = Path.of("").toAbsolutePath().toString();

  @Test
  void files_are_named_from_the_root_also_those_that_are_not_there_yet() {
    assertThat(
            RunCommand.withWholePaths(
                List.of("import", "pom.xml", "--demo-episodes", "--report", "new/rejected.csv")))
        .containsExactly(
            "import", HERE + "/pom.xml", "--demo-episodes", "--report", HERE + "/new/rejected.csv");
    assertThat(RunCommand.withWholePaths(List.of("import", "--generate", "5", "--report=new.csv")))
        .containsExactly("import", "--generate", "5", "--report=" + HERE + "/new.csv");
    assertThat(
            RunCommand.withWholePaths(
                List.of("recommend", "report", "--json", "new.json", "pom.xml")))
        .containsExactly("recommend", "report", "--json", HERE + "/new.json", "pom.xml");
    assertThat(RunCommand.withWholePaths(List.of("user", "grant", "pom.xml", "editor")))
        .containsExactly("user", "grant", "pom.xml", "editor");
  }
}
