package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatCanHoldNoFolderIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path wrong : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> DataDirectory.open(wrong))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(wrong + " can't hold the data");
    }
  }

  @Test
  void aShellAndWeReadTheSameConnection(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "MONGO_URI", "mongodb://u:p@127.0.0.1:1/y?authSource=admin&replicaSet=rs0",
            "MYSQL_PORT", "1",
            "REDIS_PASSWORD", "it's $HOME");
    try (DataDirectory directory = DataDirectory.open(folder.resolve("data"))) {
      directory.writeConnection(settings);
      assertThat(DataDirectory.readConnection(directory.path())).isEqualTo(settings);
      Process shell =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  ". ./connection.env; printf '%s\\n' \"$MONGO_URI\" \"$REDIS_PASSWORD\"")
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactly(settings.get("MONGO_URI"), settings.get("REDIS_PASSWORD"));
    }
  }

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
