package dev.yeoul.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connection whose bytes the test decides about one by one. */
final class RawClient implements AutoCloseable {
  private static final Executor VIRTUAL = Thread::startVirtualThread;

  private final Socket socket;
  private final CompletableFuture<String> said;

  /** Connects, and from then on reads all that the server says. */
  RawClient(ServerProcess server) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
      socket.setTcpNoDelay(true);
      said = CompletableFuture.supplyAsync(this::readAll, VIRTUAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends text; false once the server has closed the connection. */
  boolean send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes; false once the server has closed the connection. */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** All that the server said; complete once it has closed the connection. */
  CompletableFuture<String> said() {
    return said;
  }

  private String readAll() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(part)) {
        all.write(part, 0, read);
      }
    } catch (IOException e) {
      // reset: what was said before still counts
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
