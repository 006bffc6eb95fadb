package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The machine's shared libraries that the stores' programs need. */
final class SharedLibraries {
  private static final Map<String, String> PACKAGES =
      Map.of(
          "libaio.so.1", "libaio1",
          "libnuma.so.1", "libnuma1",
          "libcurl.so.4", "libcurl4",
          "liblzma.so.5", "liblzma5",
          "libssl.so.3", "libssl3",
          "libcrypto.so.3", "libssl3");
  private static final Path MACHINE = Path.of("/usr/lib/x86_64-linux-gnu");

  private final Path links;
  private final Path machine;
  private final Linker linker;

  /** What ldd says about a program. */
  @FunctionalInterface
  interface Linker {
    String libraries(Path program) throws IOException;
  }

  SharedLibraries(Path cache) {
    this(cache, MACHINE, SharedLibraries::ldd);
  }

  SharedLibraries(Path cache, Path machine, Linker linker) {
    this.links = cache.resolve("lib");
    this.machine = machine;
    this.linker = linker;
  }

  /**
   * The binary with the library path it needs.
   *
   * @throws StoreException naming each missing library and the command that installs them
   */
  ServerBinary require(ServerBinary binary) {
    try {
      List<String> missing = parse(linker.libraries(binary.program()));
      if (missing.isEmpty()) {
        return binary;
      }
      if (missing.remove("libaio.so.1") && !linkLibaio()) {
        missing.add("libaio.so.1");
      }
      if (!missing.isEmpty()) {
        throw new StoreException(message(binary, missing));
      }
      return new ServerBinary(binary.name(), binary.program(), binary.home(), links.toString());
    } catch (IOException e) {
      throw new StoreException("cannot look at the libraries of " + binary.program() + ": " + e, e);
    }
  }

  /**
   * Debian 13 and Ubuntu 24.04 renamed the library with its 64-bit time; the calls are the same.
   */
  private boolean linkLibaio() throws IOException {
    Path renamed = machine.resolve("libaio.so.1t64");
    if (!Files.exists(renamed)) {
      return false;
    }
    Files.createDirectories(links);
    try {
      Files.createSymbolicLink(links.resolve("libaio.so.1"), renamed);
    } catch (FileAlreadyExistsException e) {
      return true;
    }
    return true;
  }

  private static String message(ServerBinary binary, List<String> missing) {
    List<String> packages =
        missing.stream().map(name -> Objects.requireNonNullElse(PACKAGES.get(name), name)).toList();
    String names = String.join(" ", packages);
    String hint =
        names.contains("libaio1") ? " (libaio1t64 instead of libaio1 where that is the name)" : "";
    return "%s needs %s, which this machine lacks: apt-get install -y %s%s"
        .formatted(binary.name(), String.join(", ", missing), names, hint);
  }

  private static String ldd(Path program) throws IOException {
    ProcessBuilder ldd = new ProcessBuilder("ldd", program.toString()).redirectErrorStream(true);
    ldd.environment().put("LC_ALL", "C");
    Process process = ldd.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The names before "=> not found" in ldd's output. */
  static List<String> parse(String ldd) {
    List<String> missing = new ArrayList<>();
    for (String line : ldd.lines().toList()) {
      if (line.contains("not found") && line.contains("=>")) {
        missing.add(line.substring(0, line.indexOf("=>")).strip());
      }
    }
    return missing;
  }
}
