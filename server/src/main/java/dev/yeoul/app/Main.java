package dev.yeoul.app;

import dev.yeoul.platform.SettingsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The program's only entry: <code>serve</code> starts the service, the rest are short commands. */
@QuarkusMain
public final class Main {
  private static final String LOG_MANAGER = "org.jboss.logmanager.LogManager";

  Main() {}

  /** Runs the command that the first argument names; exits with 1 for a failure, 2 for misuse. */
  public static void main(String[] args) {
    System.setProperty("java.util.logging.manager", LOG_MANAGER); // before there is any logger
    List<String> words = List.of(args);
    if (words.isEmpty() || words.getFirst().equals("serve")) {
      serve(words.isEmpty() ? words : words.subList(1, words.size()));
    } else {
      System.exit(Commands.run(args));
    }
  }

  private static void serve(List<String> options) {
    try {
      Launch.prepare(ServeOptions.parse(options));
    } catch (SettingsException e) {
      System.err.println("yeoul: " + e.getMessage());
      System.exit(1);
    } catch (IllegalArgumentException e) {
      System.err.println("yeoul serve: " + e.getMessage());
      System.exit(2);
    }
    Quarkus.run(Service.class, Launch::exited);
  }
}
