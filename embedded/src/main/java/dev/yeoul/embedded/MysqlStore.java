package dev.yeoul.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MySQL with durable defaults and little memory. */
public final class MysqlStore extends Store {
  static final String USER = "yeoul";
  static final String DATABASE = "yeoul";
  private static final String SOCKET = "mysqld.sock";
  private static final int GREETING_PROTOCOL = 10;

  private final String password;
  private final String rootPassword;

  MysqlStore(
      ServerBinary binary,
      DataDirectory directory,
      Duration startLimit,
      String password,
      String rootPassword)
      throws IOException {
    super("mysql", binary, directory, startLimit);
    this.password = password;
    this.rootPassword = rootPassword;
  }

  @Override
  void prepare() throws IOException, InterruptedException {
    if (!Files.isDirectory(data())) {
      initialise();
    }
    // A kill -9 leaves it behind with the pid that the server had, and a server refuses to start
    // while any process has that pid. Nobody else runs here: the folder is locked, and the last
    // run's server has ended.
    Files.deleteIfExists(data().resolve(SOCKET + ".lock"));
    // Read at every start, so that the passwords are always the ones we know.
    privateFile(
        "mysql-init.sql",
        """
        ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '%2$s';
        CREATE DATABASE IF NOT EXISTS %3$s CHARACTER SET utf8mb4;
        CREATE USER IF NOT EXISTS '%4$s'@'%%' IDENTIFIED WITH mysql_native_password BY '%1$s';
        ALTER USER '%4$s'@'%%' IDENTIFIED WITH mysql_native_password BY '%1$s';
        GRANT ALL ON `%3$s`.* TO '%4$s'@'%%';
        GRANT ALL ON `%3$s\\_%%`.* TO '%4$s'@'%%';
        """
            .formatted(password, rootPassword, DATABASE, USER));
  }

  private void initialise() throws IOException, InterruptedException {
    Path unfinished = data().resolveSibling("mysql.unfinished");
    FileTree.delete(unfinished);
    Files.createDirectory(unfinished);
    long from = System.nanoTime();
    long logFrom = Files.exists(log()) ? Files.size(log()) : 0;
    List<String> command = base(unfinished);
    command.add("--initialize-insecure");
    GuardedProcess process = run(command, log(), "mysql-init.pid");
    int code;
    try {
      if (!process.waitFor(startLimit())) {
        throw failure("did not set up its data within " + startLimit().toSeconds() + " s", logFrom);
      }
      code = process.waitFor();
    } finally {
      process.kill();
    }
    if (code != 0) {
      throw failure("could not set up its data, it ended with " + code, logFrom);
    }
    Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    Progress.say("setting up " + name() + "'s data ... " + Progress.since(from));
  }

  private List<String> base(Path data) {
    List<String> command = new ArrayList<>();
    command.add(binary().program().toString());
    command.add("--no-defaults");
    Path home = binary().home();
    if (home != null) {
      command.add("--basedir=" + home);
    }
    command.add("--datadir=" + data);
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    command.add("--character-set-server=utf8mb4");
    command.add("--innodb-buffer-pool-size=192M");
    command.add("--performance-schema=OFF");
    command.add("--disable-log-bin");
    return command;
  }

  @Override
  List<String> command() {
    List<String> command = base(data());
    command.addAll(
        List.of(
            "--bind-address=" + Ports.LOOPBACK,
            "--port=" + port(),
            // Relative to the data folder: a socket's path has a limit of 107 bytes.
            "--socket=" + SOCKET,
            "--pid-file=mysqld.pid",
            "--mysqlx=OFF",
            "--skip-name-resolve",
            // No certificates to make at the first start: nothing leaves the loopback interface.
            "--tls-version=",
            "--auto-generate-certs=OFF",
            "--caching-sha2-password-auto-generate-rsa-keys=OFF",
            "--sha256-password-auto-generate-rsa-keys=OFF",
            "--default-time-zone=+00:00",
            "--max-connections=500",
            "--innodb-flush-log-at-trx-commit=1",
            // Those threads spin; later versions have none where there are few processors.
            "--loose-innodb-log-writer-threads=OFF",
            "--init-file=" + data().resolveSibling("run").resolve("mysql-init.sql")));
    return command;
  }

  /** The greeting comes when the start-up file has been run: the user exists by then. */
  @Override
  boolean answers() throws IOException {
    try (Socket socket = Ports.connect(port());
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      in.readInt();
      return in.readUnsignedByte() == GREETING_PROTOCOL;
    }
  }

  String password() {
    return password;
  }

  /** Of 'root'@'localhost', who is reached by the socket only. */
  String rootPassword() {
    return rootPassword;
  }
}
