package dev.yeoul.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback interface. */
final class Ports {
  static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /**
   * A port that nobody listened on a moment ago; a caller must be ready to lose it and ask again.
   */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  /** Whether a server could listen on the port, now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: connections of the last run that are still closing are no hindrance.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody listens on the port, now. */
  static boolean isAnswering(int port) {
    try {
      connect(port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), 1_000);
      socket.setSoTimeout(1_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
