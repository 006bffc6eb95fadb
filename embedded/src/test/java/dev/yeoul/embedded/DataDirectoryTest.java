package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFolderWithoutTheMarkIsLeftAlone() throws Exception {
    Path thesis = Files.writeString(folder.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> DataDirectory.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("mark");
    assertThat(folder).isDirectoryContaining(thesis::equals);
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(thesis);
    }
  }

  @Test
  void emptyingNeverFollowsALinkOut() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("precious"), "precious");
    Path data = folder.resolve("data");
    try (DataDirectory directory = DataDirectory.open(data)) {
      Files.createDirectories(data.resolve("mysql/yeoul"));
      Files.writeString(data.resolve("mysql/yeoul/users.ibd"), "rows");
      Files.createSymbolicLink(data.resolve("mysql/link"), outside);
      Files.createSymbolicLink(data.resolve("link"), outside);
      directory.empty();
    }
    assertThat(precious).hasContent("precious");
    assertThat(data.resolve("mysql")).doesNotExist();
    assertThat(data.resolve("link")).doesNotExist();
    DataDirectory.open(data).close();
  }

  @Test
  void aLinkToTheDataIsNotEmptied() throws Exception {
    Path data = folder.resolve("data");
    DataDirectory.open(data).close();
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    try (DataDirectory directory = DataDirectory.open(link)) {
      assertThatThrownBy(directory::empty)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("symbolic link");
    }
  }

  @Test
  void isHeldByOneProgramAtATime() throws Exception {
    try (DataDirectory held = DataDirectory.open(folder)) {
      assertThatThrownBy(() -> DataDirectory.open(held.path()))
          .isInstanceOf(DataInUseException.class)
          .hasMessageContaining(folder.toString());
    }
    DataDirectory.open(folder).close();
  }

  @Test
  void connectionSettingsAreForTheOwnerOnlyAndReadBack() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Map<String, String> settings = Map.of("MONGO_URI", "mongodb://a:b@c/d?authSource=admin");
      directory.writeConnection(settings);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.connectionFile())))
          .isEqualTo("rw-------");
      assertThat(DataDirectory.readConnection(folder)).isEqualTo(settings);
      directory.removeConnection();
      assertThat(DataDirectory.readConnection(folder)).isEmpty();
    }
  }

  @Test
  void secretsStayTheSame() throws Exception {
    String first;
    try (DataDirectory directory = DataDirectory.open(folder)) {
      first = directory.secret("secret-key");
      assertThat(first).hasSize(40).isNotEqualTo(directory.secret("other"));
    }
    try (DataDirectory directory = DataDirectory.open(folder)) {
      assertThat(directory.secret("secret-key")).isEqualTo(first);
    }
  }
}
