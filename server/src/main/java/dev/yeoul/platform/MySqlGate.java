package dev.yeoul.platform;

import io.agroal.api.exceptionsorter.MySQLExceptionSorter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Spares callers the wait for a MySQL that does not answer: once a connection has broken or hung,
 * one call at a time tries, and the others fail at once until a try succeeds.
 */
final class MySqlGate {
  private static final long WAIT_FOR_TRY_MILLIS = 100;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** SQLSTATE: the client can't establish the connection. */
  private static final String NONE = "08001";

  private static final MySQLExceptionSorter SORTER = new MySQLExceptionSorter();

  private final ReentrantLock trying = new ReentrantLock();
  private volatile boolean out;
  private volatile long nextTryAtNanos;

  /** A connection that works, as far as anybody knows. */
  Connection open(DataSource source) throws SQLException {
    return out ? tryAgain(source) : connect(source);
  }

  /** The pool tells isFatal of its connections only, not of those it could not make or lend. */
  private Connection connect(DataSource source) throws SQLException {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      hear(e);
      if (e.getCause() instanceof TimeoutException) {
        out = true; // a connection hung while it was made or validated
      }
      throw e.getSQLState() == null
          ? new SQLTransientConnectionException(
              "no connection to MySQL: " + e.getMessage(), NONE, e)
          : e;
    }
  }

  /** Hears what went wrong on a connection; whether that one is of no use any more. */
  boolean isFatal(SQLException failure) {
    hear(failure);
    return SORTER.isFatal(failure);
  }

  private void hear(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null && state.startsWith("08")) {
      out = true;
    }
  }

  private Connection tryAgain(DataSource source) throws SQLException {
    if (System.nanoTime() - nextTryAtNanos < 0 || !lock()) {
      throw refusal();
    }
    try {
      if (!out) {
        return connect(source);
      }
      Connection connection = working(source);
      out = false;
      return connection;
    } catch (SQLException e) {
      nextTryAtNanos = System.nanoTime() + PAUSE_NANOS;
      throw e;
    } finally {
      trying.unlock();
    }
  }

  /** One from the pool may be as broken as the last: it is asked first. */
  private Connection working(DataSource source) throws SQLException {
    Connection connection = connect(source);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private boolean lock() throws SQLException {
    try {
      return trying.tryLock(WAIT_FOR_TRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal();
    }
  }

  private static SQLException refusal() {
    return new SQLTransientConnectionException("MySQL does not answer", NONE);
  }
}
