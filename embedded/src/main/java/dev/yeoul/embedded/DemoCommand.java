package dev.yeoul.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole service on this machine: stores, the catalogue imported once, the server. */
@Command(name = "demo", description = "Starts the stores, imports the catalogue once, serves.")
final class DemoCommand implements Callable<Integer> {
  private static final String IMPORTED = "catalogue.imported";
  private static final int LAST_PORT = 65_535;

  /** Linux keeps the ports below for the superuser. */
  private static final int FIRST_FOR_ALL = 1024;

  @Mixin private StoreChoice stores = new StoreChoice();
  @Mixin private ServerProgram server = new ServerProgram();

  @Option(names = "--port", defaultValue = "8000", description = "default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "where the HTTP port listens (default: ${DEFAULT-VALUE}, this machine alone: the demo's"
              + " password hashes are cheap); 0.0.0.0 lets others in")
  private String host = "127.0.0.1";

  @Option(names = "--fresh", description = "delete the data first")
  private boolean fresh;

  @Option(
      names = "--no-audience",
      description = "make no generated viewers, and train no model on them")
  private boolean noAudience;

  @Option(
      names = "--trainer-option",
      paramLabel = "OPTION",
      description = "an option of the JVM that trains, or @FILE; may be repeated")
  private List<String> trainerOptions = List.of();

  @Option(names = "--catalogue", required = true, paramLabel = "FILE")
  private Path catalogue = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (stores.external()) {
      return onExternalStores();
    }
    try (DataDirectory directory = stores.open()) {
      requireFreePort();
      if (fresh) {
        // First of all: half a deletion must not look like data that has its catalogue.
        Files.deleteIfExists(directory.path().resolve(IMPORTED));
        Audience.forget(directory.path());
        directory.empty();
      }
      try (EmbeddedStores running = stores.start(directory)) {
        return serve(running);
      }
    }
  }

  private int serve(EmbeddedStores running) throws IOException, InterruptedException {
    DataDirectory directory = running.directory();
    Map<String, String> settings = ServerSettings.of(running);
    settings.put("YEOUL_HOST", host);
    Map<String, String> environment = ServerSettings.environment(settings);
    directory.writeConnection(settings);
    try {
      Path imported = directory.path().resolve(IMPORTED);
      if (!Files.exists(imported)) {
        int code = importCatalogue(environment, directory.path());
        if (code != 0) {
          return code;
        }
        Files.writeString(imported, catalogue.getFileName() + "\n");
      }
      Aside aside = new Aside(server, trainerOptions, environment, directory.path());
      try (Audience _ = noAudience ? Audience.none() : Audience.begin(aside, host, port)) {
        // In the data folder, so that no .env of the user's is read.
        return server.run(
            environment, directory.path(), List.of("serve", "--port", Integer.toString(port)));
      }
    } finally {
      directory.removeConnection();
    }
  }

  private int importCatalogue(Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    Progress.say("importing the catalogue");
    int code =
        server.run(
            environment,
            directory,
            List.of("import", catalogue.toAbsolutePath().toString(), "--demo-episodes"));
    Progress.say(
        code == 0
            ? "importing the catalogue ... " + Progress.since(from)
            : "the import of the catalogue failed with " + code);
    return code;
  }

  /** Stores that may hold anything: the import runs each time, and changes nothing the second. */
  private int onExternalStores() throws IOException, InterruptedException {
    requireFreePort();
    Map<String, String> environment = ServerSettings.external();
    Path here = Path.of("").toAbsolutePath();
    int code = importCatalogue(environment, here);
    return code != 0
        ? code
        : server.run(environment, here, List.of("serve", "--port", Integer.toString(port)));
  }

  private void requireFreePort() {
    if (port < 1 || port > LAST_PORT) {
      throw new StoreException("--port is %d, but must be from 1 to %d".formatted(port, LAST_PORT));
    }
    try (ServerSocket socket = new ServerSocket(port)) {
      socket.getLocalPort();
    } catch (IOException e) {
      // Asked, for the system's own words may be in any language.
      boolean taken = port >= FIRST_FOR_ALL || Ports.isAnswering(port);
      throw new StoreException(
          (taken
                  ? "port %d is taken: end what listens there, or choose another with --port"
                  : "port %d is not for this user: choose one from 1024 on with --port")
              .formatted(port),
          e);
    }
  }
}
