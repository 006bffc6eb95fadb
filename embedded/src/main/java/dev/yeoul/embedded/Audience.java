package dev.yeoul.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the demo generated viewers and a model that was trained on them, once for its data: in the
 * background, once the server is ready, by programs of the lowest priority. What fails is told in a
 * line and tried again at the next start; the demo goes on.
 */
final class Audience implements AutoCloseable {
  private static final String MADE = "audience.made";
  private static final List<List<String>> STEPS =
      List.of(List.of("recommend", "audience"), List.of("recommend", "train"));

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int PATIENCE_MILLIS = 2_000;

  private final @Nullable Thread thread;

  private Audience(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** Nothing is made. */
  static Audience none() {
    return new Audience(null);
  }

  /**
   * Begins, if the data has none, to wait for the server.
   *
   * @param host where the server listens
   */
  static Audience begin(Aside aside, String host, int port) {
    if (Files.exists(mark(aside.directory()))) {
      return none();
    }
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String asked = everywhere ? Ports.LOOPBACK : host;
    return new Audience(
        Thread.ofPlatform().name("audience").daemon().start(() -> make(aside, asked, port)));
  }

  /** The data is about to go. */
  static void forget(Path directory) throws IOException {
    Files.deleteIfExists(mark(directory));
  }

  private static Path mark(Path directory) {
    return directory.resolve(MADE);
  }

  private static void make(Aside aside, String host, int port) {
    try {
      awaitReady(new URI("http", null, host, port, "/health/ready", null, null));
      for (List<String> step : STEPS) {
        int code = aside.run(step);
        if (code != 0) {
          String command = String.join(" ", step);
          Progress.say(
              command + " ended with " + code + ": the demo goes on, its next start tries again");
          return;
        }
      }
      Files.writeString(mark(aside.directory()), "viewers and a model\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the demo ends
    } catch (IOException | URISyntaxException e) {
      Progress.say("the demo goes on without generated viewers: " + e);
    }
  }

  private static void awaitReady(URI address) throws InterruptedException {
    while (!isReady(address)) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static boolean isReady(URI address) {
    try {
      HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      call.setConnectTimeout(PATIENCE_MILLIS);
      call.setReadTimeout(PATIENCE_MILLIS);
      try {
        return call.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        call.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends what runs; returns when it has ended. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    // An interruption is how a stop begins: the programs must have ended before their stores do.
    boolean interrupted = Thread.interrupted();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
