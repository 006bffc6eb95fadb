package dev.yeoul.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * A statement with a list of ids or rows, whose text is hardly ever the same twice. Prepared, each
 * text would stay: parsed in Jdbi (1,000 of them), and in the driver as a statement (64 a
 * connection, with some 600 bytes for every parameter and the names of every column). Lists of
 * hundreds of users or of titles filled a heap of 160 MB within minutes that way.
 */
public final class OneTimeQuery {
  private OneTimeQuery() {}

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads it. */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Runs it.
   *
   * @param sql with one %s, where the ids go
   * @param ids at least one
   */
  public static <T> List<T> rows(Handle handle, String sql, Collection<Long> ids, Row<T> reader) {
    String list = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    return rows(handle, sql.formatted(list), reader);
  }

  /** Runs one whose values, numbers only, stand in the text. */
  public static <T> List<T> rows(Handle handle, String sql, Row<T> reader) {
    try (var statement = handle.getConnection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("a list was not read", e, null);
    }
  }

  /** The same for a statement that writes many rows. */
  public static void write(Handle handle, String sql) {
    try (var statement = handle.getConnection().createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException("rows were not written", e, null);
    }
  }
}
