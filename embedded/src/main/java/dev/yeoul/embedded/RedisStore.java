package dev.yeoul.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Redis with an append-only file that is synced before a write is acknowledged. */
public final class RedisStore extends Store {
  private final String password;
  private final StoreOptions.AppendFsync appendFsync;

  RedisStore(
      ServerBinary binary,
      DataDirectory directory,
      Duration startLimit,
      String password,
      StoreOptions.AppendFsync appendFsync)
      throws IOException {
    super("redis", binary, directory, startLimit);
    this.password = password;
    this.appendFsync = appendFsync;
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(data());
  }

  @Override
  List<String> command() throws IOException {
    // A file, because a command line can be read by every user of the machine.
    String settings =
        """
        bind %s
        port %d
        dir "%s"
        requirepass %s
        appendonly yes
        appendfsync %s
        aof-load-truncated yes
        save ""
        maxmemory-policy noeviction
        maxclients 4000
        """
            .formatted(
                Ports.LOOPBACK,
                port(),
                data().toString().replace("\\", "\\\\").replace("\"", "\\\""),
                password,
                appendFsync.setting());
    return List.of(binary().program().toString(), privateFile("redis.conf", settings).toString());
  }

  @Override
  boolean answers() throws IOException {
    try (Socket socket = Ports.connect(port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
      return "+OK".equals(in.readLine()) && "+PONG".equals(in.readLine());
    }
  }

  String password() {
    return password;
  }
}
