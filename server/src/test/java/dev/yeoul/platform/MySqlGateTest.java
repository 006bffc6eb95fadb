package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchException;
import static org.awaitility.Awaitility.await;

import dev.yeoul.embedded.SharedStores;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers get where the pool can't give a connection: the real pool and the real driver. */
class MySqlGateTest {
  private static final Duration IMPATIENT = Duration.ofMillis(200);
  private static final Duration PATIENT = Duration.ofMinutes(1);

  private final MySqlGate gate = new MySqlGate();
  private final Map<String, String> mysql = SharedStores.get().environment();
  private final AtomicInteger callers = new AtomicInteger();
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init")
  private ServerSocket silent;

  /** Takes connections as a frozen MySQL does, and never says a word. */
  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              held.add(silent.accept());
              callers.incrementAndGet();
            }
          } catch (IOException e) {
            // closed by hangUp
          }
        });
  }

  @AfterEach
  void hangUp() throws IOException {
    silent.close();
    for (Socket socket : held) {
      socket.close();
    }
  }

  @Test
  void a_connection_that_is_not_made_in_time_is_an_outage_of_mysql() throws SQLException {
    try (AgroalDataSource pool = pool(frozen(), IMPATIENT)) {
      Exception refusal = catchException(() -> gate.open(pool));

      assertThat(refusal).isInstanceOf(SQLException.class);
      assertThat(ProblemMapper.storeOf(refusal)).isEqualTo("MySQL");
    }
  }

  @Test
  void after_a_connection_was_not_made_in_time_one_call_tries_and_the_others_fail_at_once()
      throws SQLException {
    try (AgroalDataSource pool = pool(frozen(), IMPATIENT)) {
      assertThat(catchException(() -> gate.open(pool))).isInstanceOf(SQLException.class);
    }
    try (AgroalDataSource pool = pool(frozen(), PATIENT)) {
      int before = callers.get();
      Thread trying =
          Thread.ofVirtual()
              .start(() -> {
                var _ = catchException(() -> gate.open(pool));
              });
      await().until(() -> callers.get() > before);

      assertThat(catchException(() -> gate.open(pool))).hasMessage("MySQL does not answer");
      trying.interrupt();
    }
  }

  @Test
  void a_pool_that_is_all_lent_is_an_outage_of_mysql_that_does_not_stop_other_callers()
      throws SQLException {
    try (AgroalDataSource pool = pool(live(), PATIENT);
        AgroalDataSource small = pool(live(), IMPATIENT)) {
      Connection lent = await().ignoreExceptions().until(small::getConnection, Objects::nonNull);
      for (int call = 0; call < 2; call++) {
        Exception refusal = catchException(() -> gate.open(small));
        assertThat(refusal).isInstanceOf(SQLException.class);
        assertThat(ProblemMapper.storeOf(refusal)).isEqualTo("MySQL");
      }

      assertThatCode(() -> gate.open(pool).close()).doesNotThrowAnyException();
      lent.close();
    }
  }

  private String frozen() {
    return "127.0.0.1:" + silent.getLocalPort();
  }

  private String live() {
    return setting("MYSQL_HOST") + ":" + setting("MYSQL_PORT");
  }

  private String setting(String name) {
    return Objects.requireNonNull(mysql.get(name));
  }

  /** Of one connection, for which a caller waits so long; the driver itself waits for longer. */
  private AgroalDataSource pool(String address, Duration wait) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(1)
                    .acquisitionTimeout(wait)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(
                                "jdbc:mysql://"
                                    + address
                                    + "/yeoul?allowPublicKeyRetrieval=true&connectTimeout=120000")
                            .connectionProviderClassName("com.mysql.cj.jdbc.Driver")
                            .principal(new NamePrincipal(setting("MYSQL_USER")))
                            .credential(new SimplePassword(setting("MYSQL_PASSWORD"))))));
  }
}
