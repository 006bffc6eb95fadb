package dev.yeoul.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;

/** A single connection to MySQL, of which can be told what it has cost. */
public final class OneConnection implements AutoCloseable {
  private final Connection connection;
  private final Jdbi jdbi;

  /** One of this pool's. */
  public OneConnection(Jdbi pool) {
    this.connection = pool.open().getConnection();
    this.jdbi = Jdbi.create(connection);
  }

  /** SQL on it. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** One of MySQL's counters of it, such as Bytes_sent. */
  public long status(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SHOW SESSION STATUS LIKE :name")
            .bind("name", name)
            .map((row, context) -> row.getLong(2))
            .one());
  }

  /** Back to the pool. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
