package dev.yeoul.bench.process;

import java.nio.file.Path;

/** Where the repository's files are. */
public record Places(Path root) {
  public Places {
    root = root.toAbsolutePath().normalize();
  }

  /** What `./yeoul serve` runs. */
  public Path serverJar() {
    return root.resolve("server/target/quarkus-app/quarkus-run.jar");
  }

  /** The options that the launcher gives the server's JVM, as java @FILE takes them. */
  public Path jvmOptions() {
    return root.resolve("ops/jvm.options");
  }

  /** The same for a JVM that trains models. */
  public Path trainerOptions() {
    return root.resolve("ops/trainer.options");
  }

  /** The 8,786 titles. */
  public Path catalogue() {
    return root.resolve("data/netflix_titles.csv.gz");
  }

  public Path bars() {
    return root.resolve("bench/bars.json");
  }

  public Path measurements() {
    return root.resolve("docs/measurements");
  }

  /** A Redis script of the service, such as "playback/record_progress.lua". */
  public Path script(String name) {
    return root.resolve("server/src/main/resources/lua").resolve(name);
  }

  /** Scratch space of a run, emptied by the next one. */
  public Path work() {
    return root.resolve("bench/target/run");
  }
}
