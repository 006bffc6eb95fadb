package dev.yeoul.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the launcher in a folder of its own that looks built, with a made-up JDK and Maven that
 * tell how they were called.
 */
final class LauncherSandbox {
  private static final List<String> PARTS =
      List.of(
          "yeoul",
          "ops/jvm.options",
          "ops/trainer.options",
          "ops/launcher/tools.sh",
          "ops/launcher/options.sh",
          "ops/launcher/system.sh",
          "ops/launcher/build.sh",
          "ops/launcher/doctor.sh");

  private final Path root;
  private final Map<String, String> environment = new TreeMap<>();

  LauncherSandbox(Path root) throws IOException {
    this.root = root;
    for (String part : PARTS) {
      Files.createDirectories(root.resolve(part).getParent());
      Files.copy(Repository.ROOT.resolve(part), root.resolve(part));
    }
    for (String source :
        List.of(
            "pom.xml",
            "server/pom.xml",
            "embedded/pom.xml",
            "bench/pom.xml",
            ".mvn/jvm.config",
            "server/src/main/A.java",
            "embedded/src/main/B.java",
            "bench/src/main/C.java",
            "server/target/quarkus-app/quarkus-run.jar",
            "embedded/target/embedded-app/a.jar",
            "bench/target/bench-app/a.jar",
            "server/target/yeoul-build.stamp")) {
      write(source, "");
    }
    jdk("jdk-25", "25.0.3");
    script("maven/mvn", "echo MAVEN \"$@\"");
    environment.put("HOME", root.resolve("home").toString());
    environment.put("XDG_CACHE_HOME", root.resolve("cache").toString());
    environment.put("JAVA_HOME", root.resolve("jdk-25").toString());
    environment.put("YEOUL_MAVEN", root.resolve("maven/mvn").toString());
    environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
  }

  Path root() {
    return root;
  }

  /** A folder that passes for a JDK of the version; its java prints its pid and arguments. */
  Path jdk(String folder, String version) throws IOException {
    script(folder + "/bin/javac", "echo javac " + version);
    script(folder + "/bin/java", "echo PID $$\nprintf '<%s> ' JAVA \"$@\"\necho");
    write(folder + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    return root.resolve(folder);
  }

  /** A program that is found before the machine's own. */
  void program(String name, String body) throws IOException {
    script("bin/" + name, body);
  }

  /**
   * From now on there are only our own programs and these of the machine, beside what the launcher
   * itself finds in /usr/sbin.
   */
  void onlyPrograms(List<String> names) throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.copy(Path.of("/bin/bash"), bin.resolve("bash"));
    for (String name : names) {
      script("bin/" + name, "exec /usr/bin/" + name + " \"$@\"");
    }
    environment.put("PATH", bin.toString());
  }

  void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private void script(String file, String body) throws IOException {
    write(file, "#!/usr/bin/env bash\n" + body + "\n");
    Files.setPosixFilePermissions(root.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  void unset(String name) {
    environment.remove(name);
  }

  /** Runs <code>./yeoul</code> with these words, and nothing of this process' environment. */
  Run yeoul(String... words) throws IOException, InterruptedException {
    return run("yeoul", words);
  }

  /** The same by another name of the launcher. */
  Run run(String launcher, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", root.resolve(launcher).toString()));
    command.addAll(List.of(words));
    Path output = Files.createTempFile("yeoul-launcher", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + Files.readString(output));
    }
    return new Run(process.exitValue(), process.pid(), Files.readString(output));
  }

  /** How it ended, and what it said. */
  record Run(int exitCode, long pid, String output) {}
}
