package dev.yeoul.app;

import java.util.List;

/** How this process was started. */
final class ThisProgram {
  private ThisProgram() {}

  /** What java runs to be this program, without the JVM's options and the program's words. */
  static List<String> command() {
    String path = System.getProperty("java.class.path", "");
    return path.endsWith("quarkus-run.jar")
        ? List.of("-jar", path)
        : List.of("-cp", path, Main.class.getName());
  }

  /**
   * Whether this JVM can train.
   *
   * @throws StartFailure where it can't
   */
  static void requireVectors() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      throw new StartFailure(
          "training needs the JVM's option --add-modules jdk.incubator.vector;"
              + " ./yeoul recommend gives it");
    }
  }
}
