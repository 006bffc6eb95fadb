package dev.yeoul.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Looks whether a service answers, with as little work as can be: the start is being timed. */
final class FirstAnswer {
  private static final byte[] REQUEST =
      "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String EXPECTED = "HTTP/1.1 200";
  private static final int TIMEOUT_MILLIS = 5_000;

  private FirstAnswer() {}

  static boolean isThere(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(Loopback.HOST), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(REQUEST);
      byte[] head = socket.getInputStream().readNBytes(EXPECTED.length());
      return new String(head, StandardCharsets.US_ASCII).equals(EXPECTED);
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }
}
