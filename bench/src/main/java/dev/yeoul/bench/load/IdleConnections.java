package dev.yeoul.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections that asked once, were answered, and stay. */
public final class IdleConnections implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\S+)");

  private final List<SocketChannel> channels = new ArrayList<>();

  private IdleConnections() {}

  /**
   * Opens them, one after the other.
   *
   * @param target what each asks for once
   * @param from this side's address, one of 127.0.0.0/8: a port that was used is not free again at
   *     once, and each address has ports of its own
   */
  public static IdleConnections open(URI server, String target, int count, String from)
      throws IOException {
    InetSocketAddress to = new InetSocketAddress(server.getHost(), server.getPort());
    InetSocketAddress source = new InetSocketAddress(InetAddress.getByName(from), 0);
    byte[] request =
        ("GET " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    IdleConnections connections = new IdleConnections();
    try {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (int i = 0; i < count; i++) {
        SocketChannel channel = SocketChannel.open();
        connections.channels.add(channel);
        channel.bind(source).connect(to);
        channel.write(ByteBuffer.wrap(request));
        readAnswer(channel, buffer.clear());
        channel.configureBlocking(false);
      }
      return connections;
    } catch (IOException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  /** How many files a process may open: <code>Max open files</code>' soft limit. */
  public static long mostFiles(long pid) throws IOException {
    Matcher line =
        OPEN_FILES.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "limits")));
    if (!line.find()) {
      throw new IOException("/proc/" + pid + "/limits says nothing about open files");
    }
    String limit = line.group(1);
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  /** How many the server has kept open. */
  public int stillOpen() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    int open = 0;
    for (SocketChannel channel : channels) {
      open += isOpen(channel, buffer.clear()) ? 1 : 0;
    }
    return open;
  }

  /** Nothing comes over an idle connection but its end. */
  private static boolean isOpen(SocketChannel channel, ByteBuffer buffer) {
    try {
      return channel.read(buffer) == 0;
    } catch (IOException e) {
      return false; // reset, which is an end too
    }
  }

  private static void readAnswer(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (true) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the server closed a connection within its first answer");
      }
      String text =
          StandardCharsets.ISO_8859_1
              .decode(buffer.duplicate().flip())
              .toString()
              .toLowerCase(Locale.ROOT);
      int head = text.indexOf("\r\n\r\n") + 4;
      if (head >= 4) {
        Matcher length = LENGTH.matcher(text);
        if (!length.find() || !text.startsWith("http/1.1 200")) {
          throw new IOException("an unexpected answer: " + text.substring(0, head));
        }
        if (text.length() >= head + Integer.parseInt(length.group(1))) {
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
