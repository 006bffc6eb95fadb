package dev.yeoul.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One running store. Its port and data stay the same through {@link #kill()} and {@link
 * #restart()}, so that a fault can be made and mended under a client's feet. Not for use by several
 * threads at once.
 */
public abstract sealed class Store permits MysqlStore, RedisStore, MongoStore {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int PORT_ATTEMPTS = 3;

  private final String key;
  private final ServerBinary binary;
  private final DataDirectory directory;
  private final Duration startLimit;
  private int port;
  private @Nullable GuardedProcess process;

  Store(String key, ServerBinary binary, DataDirectory directory, Duration startLimit)
      throws IOException {
    this.key = key;
    this.binary = binary;
    this.directory = directory;
    this.startLimit = startLimit;
    this.port = Ports.free();
  }

  /** Before the first start: the port if it can be had, else the free one stays. */
  final void preferPort(int wanted) {
    if (Ports.isFree(wanted)) {
      port = wanted;
    }
  }

  /** Writes what the server reads at start-up; leaves a data folder that it can start on. */
  abstract void prepare() throws IOException, InterruptedException;

  abstract List<String> command() throws IOException;

  /** One attempt to be answered; an IOException when nothing answers properly yet. */
  abstract boolean answers() throws IOException;

  /** What is done when the server answers for the first time after a start. */
  void started() throws IOException, InterruptedException {}

  /** What people call it, with its version. */
  public String name() {
    return binary.name();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  public long pid() {
    return running().pid();
  }

  public boolean isAlive() {
    GuardedProcess current = process;
    return current != null && current.isAlive();
  }

  /**
   * Stops the store in its own orderly way if it runs, and starts it again on its port and data.
   */
  public void restart() throws InterruptedException {
    stop();
    start();
  }

  /** Ends it with KILL (-9). {@link #restart()} brings it back. */
  public void kill() throws InterruptedException {
    running().kill();
  }

  /** Stops it in the middle of whatever it does: connections stay open and hang. */
  public void freeze() {
    running().freeze();
  }

  /** Lets a frozen store go on. */
  public void thaw() {
    running().thaw();
  }

  /** Stops it in its own orderly way; does nothing when it does not run. */
  public void stop() throws InterruptedException {
    GuardedProcess current = process;
    if (current != null && current.isAlive()) {
      current.thaw();
      current.terminate(GRACE);
    }
  }

  /** Moves the data of a stopped store into this folder; a link stays where they were. */
  final void moveData(Path folder) throws IOException {
    FileTree.move(data(), folder);
    Files.createSymbolicLink(data(), folder);
  }

  /** Takes them back from there. */
  final void moveDataBack() throws IOException {
    Path folder = Files.readSymbolicLink(data());
    Files.delete(data());
    FileTree.move(folder, data());
  }

  /** The end of what the server wrote to its log. */
  public String logTail() {
    return LogTail.of(log(), 0);
  }

  final void start() throws InterruptedException {
    long from = System.nanoTime();
    try {
      prepare();
      for (int attempt = 1; ; attempt++) {
        try {
          launch();
          break;
        } catch (StoreException e) {
          // Somebody may have taken the port between our asking and the server's binding; once the
          // store has run its port is known to clients and stays.
          if (process != null || attempt == PORT_ATTEMPTS || Ports.isFree(port)) {
            throw e;
          }
          port = Ports.free();
        }
      }
      started();
    } catch (IOException e) {
      throw new StoreException(name() + " cannot be started: " + e, e);
    }
    Progress.say("starting " + name() + " on port " + port + " ... " + Progress.since(from));
  }

  private void launch() throws IOException, InterruptedException {
    long logFrom = Files.exists(log()) ? Files.size(log()) : 0;
    GuardedProcess launched = run(command(), log(), key + ".pid");
    try {
      awaitAnswer(launched, logFrom);
      process = launched;
    } finally {
      if (process != launched) {
        launched.kill();
      }
    }
  }

  private void awaitAnswer(GuardedProcess launched, long logFrom) throws InterruptedException {
    long deadline = System.nanoTime() + startLimit.toNanos();
    while (!isAnswering()) {
      if (launched.waitFor(Duration.ofMillis(20))) {
        throw failure("ended with " + launched.onExit().join(), logFrom);
      }
      if (System.nanoTime() > deadline) {
        throw failure("gave no answer within " + startLimit.toSeconds() + " s", logFrom);
      }
    }
  }

  final StoreException failure(String problem, long logFrom) {
    return new StoreException(
        "%s %s; the end of %s:%n%s".formatted(name(), problem, log(), LogTail.of(log(), logFrom)));
  }

  private boolean isAnswering() {
    try {
      return answers();
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs the store's program, guarded, with an environment of its own. */
  final GuardedProcess run(List<String> command, Path log, String pidFile) throws IOException {
    // The servers read variables too (MYSQL_HOME, TMPDIR ...), so they get none of the user's.
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    if (!binary.libraryPath().isEmpty()) {
      environment.put("LD_LIBRARY_PATH", binary.libraryPath());
    }
    return GuardedProcess.start(
        new Launch(
            command, environment, directory.path(), log, directory.run().resolve(pidFile), GRACE));
  }

  final ServerBinary binary() {
    return binary;
  }

  final Path data() {
    return directory.path().resolve(key);
  }

  final Path privateFile(String name, String text) throws IOException {
    Path file = directory.run().resolve(name);
    PrivateFile.write(file, text);
    return file;
  }

  final Path log() {
    return directory.logs().resolve(key + ".log");
  }

  final Duration startLimit() {
    return startLimit;
  }

  private GuardedProcess running() {
    GuardedProcess current = process;
    if (current == null) {
      throw new IllegalStateException(name() + " was not started");
    }
    return current;
  }
}
