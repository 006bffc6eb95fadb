package dev.yeoul.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The interface that everything here listens on. */
public final class Loopback {
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /** A port that nobody listened on a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }
}
