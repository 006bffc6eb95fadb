package dev.yeoul.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A line to a store that can be slow: a TCP proxy on a port of 127.0.0.1 that holds back what the
 * store answers, each piece for the delay, one after the other.
 */
public final class SlowLine implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket listener;
  private final Store store;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;

  private SlowLine(ServerSocket listener, Store store) {
    this.listener = listener;
    this.store = store;
  }

  /** A line without delay. */
  public static SlowLine to(Store store) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral(Ports.LOOPBACK);
    SlowLine line = new SlowLine(new ServerSocket(0, 50, loopback), store);
    Thread.ofVirtual().name("slow-line").start(line::accept);
    return line;
  }

  /** Where clients connect. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on each piece of an answer waits so long. */
  public void delay(Duration wanted) {
    delay = wanted;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.ofLiteral(Ports.LOOPBACK), store.port());
    } catch (IOException e) {
      client.close(); // the store does not listen either
      return;
    }
    sockets.add(client);
    sockets.add(server);
    Thread.ofVirtual().start(() -> pump(client, server, false));
    Thread.ofVirtual().start(() -> pump(server, client, true));
  }

  private void pump(Socket from, Socket to, boolean held) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (held) {
          LockSupport.parkNanos(delay.toNanos());
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one end is gone, and the other goes with it
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
