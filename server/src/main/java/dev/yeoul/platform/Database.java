package dev.yeoul.platform;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
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
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

  /** The newest file under db/migration: start-up skips Flyway where it has been applied. */
  static final String LATEST = "1";

  private final AgroalDataSource source;
  private final Jdbi jdbi;

  private Database(AgroalDataSource source) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  /** A pool that connects when it is first used. */
  public static Database open(Settings.MySql settings) {
    var configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(settings.connections())
                    .minSize(0)
                    .initialSize(0)
                    .acquisitionTimeout(WAIT_FOR_CONNECTION)
                    .reapTimeout(Duration.ofMinutes(5))
                    .idleValidationTimeout(Duration.ofSeconds(5))
                    .connectionFactoryConfiguration(factory ->
                        factory
                            // no gap locks: neighbours' writes do not wait for each other
                            .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED)
                            .jdbcUrl(settings.jdbcUrl())
                            .connectionProviderClassName("com.mysql.cj.jdbc.Driver")
                            .principal(new NamePrincipal(settings.user()))
                            .credential(new SimplePassword(settings.password().value()))));
    try {
      return new Database(AgroalDataSource.from(configuration));
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
        .dataSource(source)
        .locations("classpath:db/migration")
        .cleanDisabled(true);
  }

  @Override
  public void close() {
    source.close();
  }
}
