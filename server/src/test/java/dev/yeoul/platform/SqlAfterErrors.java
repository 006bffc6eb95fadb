package dev.yeoul.platform;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;

/**
 * A way to MySQL whose first callers get an error of the JVM, as those do who find the heap full.
 */
public final class SqlAfterErrors implements ConnectionFactory {
  private final Jdbi mysql;
  private final AtomicInteger left;

  private SqlAfterErrors(Jdbi mysql, int times) {
    this.mysql = mysql;
    this.left = new AtomicInteger(times);
  }

  /** One that fails so many times, and works from then on. */
  public static Jdbi on(Jdbi mysql, int times) {
    return Jdbi.create(new SqlAfterErrors(mysql, times));
  }

  @Override
  public Connection openConnection() {
    if (left.getAndDecrement() > 0) {
      throw new InternalError("as a test has it"); // a full heap would end JUnit
    }
    return mysql.open().getConnection();
  }
}
