package dev.yeoul.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Redis 6.2, which a library carries as a resource. */
final class RedisBinary {
  private static final String VERSION = "6.2.11";
  // The library names the file after another version; `redis-server --version` says 6.2.11.
  private static final String RESOURCE = "/redis-server-6.2.6-v5-linux-amd64";
  private static final String SHA_256 =
      "1f716094e08a25faee2bc7626feb9e13464ed89018ac5c376c5e9cff06bdcf52";

  private RedisBinary() {}

  static ServerBinary in(BinaryCache cache) {
    Path home = cache.entry("redis-" + VERSION, SHA_256, RedisBinary::fetch, RedisBinary::unpack);
    return new ServerBinary("Redis " + VERSION, home.resolve("redis-server"), home, "");
  }

  private static Path fetch(Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    try (InputStream in = RedisBinary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new StoreException("the program was built without embedded-redis");
      }
      Files.deleteIfExists(program);
      Files.copy(in, program);
    }
    return program;
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    Path program = folder.resolve("redis-server");
    Files.copy(archive, program);
    ZipArchive.makeExecutable(program);
  }
}
