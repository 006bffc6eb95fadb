package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLibrariesTest {
  private static final String LDD =
      """
      \tlinux-vdso.so.1 (0x00007fff)
      \tlibaio.so.1 => not found
      \tlibnuma.so.1 => not found
      \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
      """;

  @Test
  void namesEachMissingLibraryAndTheCommandThatInstallsThem(@TempDir Path folder) throws Exception {
    Path machine = Files.createDirectory(folder.resolve("machine"));
    SharedLibraries libraries = new SharedLibraries(folder, machine, program -> LDD);
    ServerBinary mysql = new ServerBinary("MySQL 8.0.33", Path.of("mysqld"), null, "");
    assertThatThrownBy(() -> libraries.require(mysql))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("MySQL 8.0.33 needs libnuma.so.1, libaio.so.1")
        .hasMessageContaining("apt-get install -y libnuma1 libaio1");
  }

  @Test
  void aRenamedLibaioServesThroughALink(@TempDir Path folder) throws Exception {
    Path machine = Files.createDirectory(folder.resolve("machine"));
    Path renamed = Files.writeString(machine.resolve("libaio.so.1t64"), "");
    SharedLibraries libraries =
        new SharedLibraries(folder, machine, program -> "\tlibaio.so.1 => not found\n");
    ServerBinary mysql = new ServerBinary("MySQL 8.0.33", Path.of("mysqld"), null, "");
    for (int time = 1; time <= 2; time++) {
      Path link = Path.of(libraries.require(mysql).libraryPath(), "libaio.so.1");
      assertThat(link.toRealPath()).isEqualTo(renamed.toRealPath());
    }
  }

  @Test
  void whatIsThereNeedsNothing() {
    SharedLibraries libraries = new SharedLibraries(Path.of("/nowhere"));
    ServerBinary shell = new ServerBinary("sh", Path.of("/bin/sh"), null, "");
    assertThat(libraries.require(shell)).isEqualTo(shell);
    assertThat(SharedLibraries.parse(LDD)).isEqualTo(List.of("libaio.so.1", "libnuma.so.1"));
  }
}
