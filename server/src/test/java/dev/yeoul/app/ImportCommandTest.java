package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
  @TempDir Path folder;

  @Test
  void a_report_never_takes_the_place_of_the_input() throws IOException {
    Path file = Files.writeString(folder.resolve("titles.csv"), "show_id,title\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
    for (Path report : new Path[] {file, folder.resolve("./titles.csv"), link}) {
      ImportCommand command = new ImportCommand();
      new CommandLine(command).parseArgs(file.toString(), "--report", report.toString());
      assertThatThrownBy(command::call)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("--report");
      assertThat(file).hasContent("show_id,title\n");
    }
  }
}
