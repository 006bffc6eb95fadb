package dev.yeoul.platform;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/** MySQL: a bounded pool, SQL through Jdbi, and the schema. */
public final class Database implements AutoCloseable {
  /** With the wait for an answer, less than the 10 s that callers give a call. */
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);

  private static final Duration WAIT_FOR_ANSWER = Duration.ofSeconds(5);

  /** Nobody waits for a tool's statements, and some of them are long. */
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private static final int VALIDATION_SECONDS = 2;

  /** The newest file under db/migration: start-up skips Flyway where it has been applied. */
  static final String LATEST = "3";

  private final Settings.MySql settings;
  private final AgroalDataSource source;
  private final Jdbi jdbi;

  private Database(Settings.MySql settings, AgroalDataSource source, MySqlGate gate) {
    this.settings = settings;
    this.source = source;
    this.jdbi = Jdbi.create(() -> gate.open(source));
  }

  /** A pool that connects when it is first used, and whose callers get an answer within 8 s. */
  public static Database open(Settings.MySql settings) {
    return open(settings, WAIT_FOR_ANSWER);
  }

  /** The same for tools, whose statements may last. */
  public static Database openForTools(Settings.MySql settings) {
    return open(settings, PATIENT);
  }

  private static Database open(Settings.MySql settings, Duration answer) {
    MySqlGate gate = new MySqlGate();
    var configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(settings.connections())
                    .minSize(0)
                    .initialSize(0)
                    .acquisitionTimeout(WAIT_FOR_CONNECTION)
                    .reapTimeout(Duration.ofMinutes(5))
                    .idleValidationTimeout(Duration.ofSeconds(5))
                    // Agroal's defaults keep a broken connection and hand it out again
                    .connectionValidator(
                        ConnectionValidator.defaultValidatorWithTimeout(VALIDATION_SECONDS))
                    .exceptionSorter(gate::isFatal)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            // no gap locks: neighbours' writes do not wait for each other
                            .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                            .jdbcUrl(settings.jdbcUrl(answer))
                            .connectionProviderClassName("com.mysql.cj.jdbc.Driver")
                            .principal(new NamePrincipal(settings.user()))
                            .credential(new SimplePassword(settings.password().value()))));
    try {
      return new Database(settings, AgroalDataSource.from(configuration), gate);
    } catch (SQLException e) {
      throw new IllegalStateException("the pool for MySQL can't be made", e);
    }
  }

  /** SQL. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** Whether MySQL answers. */
  public boolean isUp() {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one()) == 1;
  }

  /**
   * Brings the schema up to date; safe on several nodes at once. Quick where there is nothing to
   * do.
   *
   * @return how many migrations were applied
   */
  public int migrate() {
    return isCurrent() ? 0 : flyway().load().migrate().migrationsExecuted;
  }

  private boolean isCurrent() {
    return jdbi.withHandle(handle -> {
      boolean started =
          handle
                  .createQuery(
                      """
                      SELECT COUNT(*) FROM information_schema.tables
                      WHERE table_schema = DATABASE() AND table_name = 'flyway_schema_history'
                      """)
                  .mapTo(int.class)
                  .one()
              == 1;
      return started
          && handle
                  .createQuery(
                      """
                      SELECT COUNT(*) FROM flyway_schema_history
                      WHERE version = :latest AND success = 1
                      """)
                  .bind("latest", LATEST)
                  .mapTo(int.class)
                  .one()
              == 1;
    });
  }

  private FluentConfiguration flyway() {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(settings.jdbcUrl(PATIENT), settings.user(), settings.password().value())
        .locations("classpath:db/migration")
        .cleanDisabled(true);
  }

  @Override
  public void close() {
    source.close();
  }
}
