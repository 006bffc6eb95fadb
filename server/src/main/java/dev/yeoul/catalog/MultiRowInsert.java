package dev.yeoul.catalog;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows of one table and writes up to 1,000 with one statement: one round trip and one
 * parse for all of them, which is some 30 times a row at a time. The driver puts the values into
 * the text itself: to prepare a statement of thousands of parameters on the server took a sixth of
 * an import's time.
 */
final class MultiRowInsert {
  private static final int ROWS = 1_000;

  private final Handle handle;
  private final String head;
  private final String tail;
  private final int width;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param columns separated by commas
   * @param onDuplicate what follows ON DUPLICATE KEY UPDATE; the new row is called fresh
   */
  MultiRowInsert(Handle handle, String table, String columns, @Nullable String onDuplicate) {
    this.handle = handle;
    this.head = "INSERT INTO " + table + " (" + columns + ") VALUES ";
    this.tail = onDuplicate == null ? "" : " AS fresh ON DUPLICATE KEY UPDATE " + onDuplicate;
    this.width = columns.split(",", -1).length;
  }

  void add(@Nullable Object... values) {
    rows.add(values);
    if (rows.size() == ROWS) {
      flush();
    }
  }

  void flush() {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = statement(Statement.NO_GENERATED_KEYS)) {
      statement.executeUpdate();
    } catch (SQLException e) {
      throw refused(e);
    }
    rows.clear();
  }

  /**
   * Writes the rows, all of them new, with one statement, and answers the number that MySQL gave to
   * each. One statement's numbers follow each other (innodb_autoinc_lock_mode 1 and 2, "simple
   * inserts"), which the driver relies on as well.
   */
  List<Long> flushNumbered() {
    List<Long> numbers = new ArrayList<>(rows.size());
    if (rows.isEmpty()) {
      return numbers;
    }
    try (PreparedStatement statement = statement(Statement.RETURN_GENERATED_KEYS)) {
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        while (keys.next()) {
          numbers.add(keys.getLong(1));
        }
      }
    } catch (SQLException e) {
      throw refused(e);
    }
    if (numbers.size() != rows.size()) {
      throw new ImportException(
          "MySQL numbered " + numbers.size() + " of " + rows.size() + " new rows");
    }
    rows.clear();
    return numbers;
  }

  private PreparedStatement statement(int keys) throws SQLException {
    String row = "(" + "?, ".repeat(width - 1) + "?)";
    String sql = head + row + (", " + row).repeat(rows.size() - 1) + tail;
    PreparedStatement statement =
        handle.getConnection().unwrap(JdbcConnection.class).clientPrepareStatement(sql, keys);
    int parameter = 0;
    for (@Nullable Object[] values : rows) {
      for (Object value : values) {
        statement.setObject(++parameter, value);
      }
    }
    return statement;
  }

  private static ImportException refused(SQLException e) {
    return new ImportException("MySQL does not take the rows: " + e.getMessage(), e);
  }
}
