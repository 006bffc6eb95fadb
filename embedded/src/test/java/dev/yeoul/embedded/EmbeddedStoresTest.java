package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoresTest {

  @Test
  void whatWasWrittenIsThereAfterAStopAndANewStart(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    int mongoPort;
    try (EmbeddedStores stores = EmbeddedStores.start(data, StoreOptions.defaults())) {
      mongoPort = stores.mongo().port();
      StoreClients clients = new StoreClients(stores.environment());
      clients.write("first");
      assertThat(clients.holding("first")).containsExactly("mysql", "redis", "mongo");
      assertThatThrownBy(() -> EmbeddedStores.start(data, StoreOptions.defaults()))
          .isInstanceOf(DataInUseException.class)
          .hasMessageContaining(data.toString());
    }
    // Somebody else has taken MongoDB's port since: its replica set must move to another one.
    try (ServerSocket taken = new ServerSocket()) {
      taken.setReuseAddress(true);
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), mongoPort));
      // It hangs up at once; one that stays mute is waited for by mongod itself, for 30 s.
      Thread.startVirtualThread(() -> hangUpOnEveryCaller(taken));
      try (EmbeddedStores stores = EmbeddedStores.start(data, StoreOptions.defaults())) {
        assertThat(stores.mongo().port()).isNotEqualTo(mongoPort);
        StoreClients clients = new StoreClients(stores.environment());
        clients.write("second");
        assertThat(clients.holding("first")).containsExactly("mysql", "redis", "mongo");
      }
    }
  }

  @Test
  void aStoreThatDoesNotStartGivesTheEndOfItsLog(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    DataDirectory.open(data).close();
    Files.createDirectory(data.resolve("mysql"));
    assertThatThrownBy(() -> EmbeddedStores.start(data, StoreOptions.defaults()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("MySQL 8.0.33 ended with")
        .hasMessageContaining("mysql.log")
        .hasMessageContaining("[ERROR]");
    // It let go of the folder and took the other stores along.
    DataDirectory.open(data).close();
  }

  @Test
  void aStoreThatWasKilledComesBackOnItsPortWithItsData() throws Exception {
    EmbeddedStores stores = SharedStores.get();
    StoreClients clients = new StoreClients(stores.environment());
    clients.write("before-kill");
    for (Store store : stores.all()) {
      int port = store.port();
      store.kill();
      assertThat(store.isAlive()).isFalse();
      assertThat(Ports.isFree(port)).isTrue();
      store.restart();
      assertThat(store.port()).isEqualTo(port);
    }
    assertThat(clients.holding("before-kill")).containsExactly("mysql", "redis", "mongo");
  }

  @Test
  void aKilledMysqlComesBackThoughItsPidIsAnothersNow() throws Exception {
    EmbeddedStores stores = SharedStores.get();
    stores.mysql().kill();
    Path lock = stores.directory().path().resolve("mysql/mysqld.sock.lock");
    assertThat(lock).exists();
    // Not our own: MySQL takes its parent's for a left-over.
    Files.writeString(lock, stores.redis().pid() + "\n");
    stores.mysql().restart();
    new StoreClients(stores.environment()).mysql().close();
  }

  @Test
  void aFrozenStoreAnswersNothingUntilItIsThawed() throws Exception {
    EmbeddedStores stores = SharedStores.get();
    StoreClients clients = new StoreClients(stores.environment());
    stores.mysql().freeze();
    try {
      assertThatThrownBy(clients::mysql).isInstanceOf(SQLException.class);
    } finally {
      stores.mysql().thaw();
    }
    clients.mysql().close();
  }

  @Test
  void passwordsAreReadByTheirOwnerOnlyAndNeverOnACommandLine() throws Exception {
    EmbeddedStores stores = SharedStores.get();
    Path folder = stores.directory().path();
    for (String file : new String[] {"credentials", "run/redis.conf", "run/mysql-init.sql"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    for (Store store : stores.all()) {
      assertThat(Files.readString(Path.of("/proc", Long.toString(store.pid()), "cmdline")))
          .doesNotContain(Objects.requireNonNull(stores.environment().get("REDIS_PASSWORD")))
          .doesNotContain(Objects.requireNonNull(stores.environment().get("MYSQL_PASSWORD")));
    }
  }

  @Test
  void mysqlSyncsEveryCommitAndSpeaksUtf8() throws Exception {
    StoreClients clients = new StoreClients(SharedStores.get().environment());
    try (var connection = clients.mysql();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT @@innodb_flush_log_at_trx_commit, @@character_set_server")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(1);
      assertThat(rows.getString(2)).isEqualTo("utf8mb4");
    }
  }

  private static void hangUpOnEveryCaller(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
      } catch (IOException e) {
        return;
      }
    }
  }
}
