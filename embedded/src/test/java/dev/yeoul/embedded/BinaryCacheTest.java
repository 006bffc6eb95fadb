package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
  private static final String CONTENT = "the whole archive";
  // printf 'the whole archive' | sha256sum
  private static final String SHA_256 =
      "5172cadaeccc16561c2acf31fa349315775418a43d705023133a4b4aea87459b";

  @TempDir private Path folder = Path.of("");

  @Test
  void anArchiveThatIsCutShortIsRefusedWithBothSumsAndFetchedAnewNextTime() throws Exception {
    BinaryCache cache = new BinaryCache(folder.resolve("cache"));
    String cutSum = "0a294f38a2195aee9cf0f0559ce2149c64b5cbc6ddad16e062efc78eb773d11a";
    assertThatThrownBy(
            () -> cache.entry("server-1", SHA_256, into -> write(into, "the whole ar"), this::copy))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(SHA_256)
        .hasMessageContaining(cutSum);
    assertThat(cache.root().resolve("server-1")).doesNotExist();
    Path entry =
        cache.entry(
            "server-1",
            SHA_256,
            into -> {
              assertThat(into).isEmptyDirectory();
              return write(into, CONTENT);
            },
            this::copy);
    assertThat(entry.resolve("program")).hasContent(CONTENT);
  }

  @Test
  void whatAnInterruptedRunLeftIsReplaced() throws Exception {
    BinaryCache cache = new BinaryCache(folder.resolve("cache"));
    Path unfinished = Files.createDirectories(cache.root().resolve("server-1.unfinished/share"));
    Files.writeString(unfinished.resolve("half"), "a file");
    Path download = Files.createDirectories(cache.root().resolve("server-1.download"));
    Files.writeString(download.resolve("archive.part"), "the wh");
    Path entry = cache.entry("server-1", SHA_256, into -> write(into, CONTENT), this::copy);
    assertThat(entry).isDirectoryNotContaining(path -> path.endsWith("share"));
    assertThat(entry.resolve("program")).hasContent(CONTENT);
    assertThat(download).doesNotExist();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aDownloadThatAKillLeftBesideACompleteEntryGoes() throws Exception {
    BinaryCache cache = new BinaryCache(folder.resolve("cache"));
    cache.entry("server-1", SHA_256, into -> write(into, CONTENT), this::copy);
    Path download = Files.createDirectories(cache.root().resolve("server-1.download"));
    Files.writeString(download.resolve("archive"), CONTENT);
    Path entry =
        cache.entry(
            "server-1",
            SHA_256,
            into -> {
              throw new AssertionError("fetched again");
            },
            this::copy);
    assertThat(entry.resolve("program")).hasContent(CONTENT);
    assertThat(download).doesNotExist();
  }

  @Test
  void theFolderIsTheEnvironmentsAndAnAbsoluteOne() {
    assertThat(BinaryCache.of(Map.of("XDG_CACHE_HOME", "/var/kept", "HOME", "/home/mina")).root())
        .isEqualTo(Path.of("/var/kept/yeoul"));
    assertThat(BinaryCache.of(Map.of("XDG_CACHE_HOME", "kept", "HOME", "/home/mina")).root())
        .isEqualTo(Path.of("/home/mina/.cache/yeoul"));
    assertThat(BinaryCache.of(Map.of()).root())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/yeoul"));
  }

  @Test
  void twoProcessesAtOnceUnpackOnce() throws Exception {
    Path cache = folder.resolve("cache");
    Path unpacked = folder.resolve("unpacked");
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    List<String> arguments = List.of(cache.toString(), folder.toString());
    Process one = ChildJvm.start(BinaryCacheTest.class, first, arguments);
    Process other = null;
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(unpacked));
      other = ChildJvm.start(BinaryCacheTest.class, second, arguments);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(second).contains("waiting for another program"));
      Files.createFile(folder.resolve("go"));
      assertThat(one.waitFor()).as(Files.readString(first)).isZero();
      assertThat(other.waitFor()).as(Files.readString(second)).isZero();
      assertThat(unpacked).hasContent("once\n");
    } finally {
      one.destroyForcibly();
      if (other != null) {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void killedWhileUnpackingTheNextRunCompletes() throws Exception {
    Path cache = folder.resolve("cache");
    Path output = folder.resolve("output");
    Process process =
        ChildJvm.start(BinaryCacheTest.class, output, List.of(cache.toString(), folder.toString()));
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.exists(cache.resolve("server-1.unfinished/program")));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(cache.resolve("server-1")).doesNotExist();
    Path entry =
        new BinaryCache(cache).entry("server-1", SHA_256, into -> write(into, CONTENT), this::copy);
    assertThat(entry.resolve("program")).hasContent(CONTENT);
  }

  /**
   * The other process: the cache's folder and the folder for traces. Hangs half-way until a file go
   * is there.
   */
  public static void main(String[] arguments) {
    Path traces = Path.of(arguments[1]);
    new BinaryCache(Path.of(arguments[0]))
        .entry(
            "server-1",
            SHA_256,
            into -> write(into, CONTENT),
            (archive, into) -> {
              Files.copy(archive, into.resolve("program"));
              Files.writeString(
                  traces.resolve("unpacked"),
                  "once\n",
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND);
              await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(traces.resolve("go")));
            });
  }

  private static Path write(Path into, String content) {
    try {
      return Files.writeString(into.resolve("archive"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Path archive, Path into) throws IOException {
    Files.copy(archive, into.resolve("program"));
  }
}
