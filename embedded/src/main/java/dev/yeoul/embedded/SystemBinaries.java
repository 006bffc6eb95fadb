package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The machine's own servers. */
final class SystemBinaries {
  // Where packages put daemons, and what a user's PATH often lacks.
  private static final List<String> DAEMONS = List.of("/usr/sbin", "/usr/local/sbin");

  private final List<Path> folders;

  SystemBinaries(String path) {
    List<String> names = new ArrayList<>(Arrays.asList(path.split(":", -1)));
    names.addAll(DAEMONS);
    this.folders = names.stream().filter(name -> name.startsWith("/")).map(Path::of).toList();
  }

  static Binaries ofPath() {
    SystemBinaries system =
        new SystemBinaries(Objects.requireNonNullElse(System.getenv("PATH"), ""));
    return new Binaries(
        system.find("MySQL", "mysqld", ServerVersion::mysql),
        system.find("Redis", "redis-server", ServerVersion::redis),
        system.find("MongoDB", "mongod", ServerVersion::mongo));
  }

  /**
   * The program of that name.
   *
   * @throws StoreException when there is none, or it is another product or version
   */
  ServerBinary find(String name, String program, Function<String, ServerVersion> version) {
    for (Path folder : folders) {
      Path file = folder.resolve(program);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        ServerVersion found = version.apply(answer(file));
        return new ServerBinary(name + " " + found + " of this machine", file, null, "");
      }
    }
    throw new StoreException(
        "there is no %s on PATH: install it, or leave out --system-servers".formatted(program));
  }

  private static String answer(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return answer.strip();
    } catch (IOException e) {
      throw new StoreException("cannot run " + program + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while asking " + program + " for its version", e);
    }
  }
}
