package dev.yeoul.catalog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows of one table and writes up to 1,000 with one statement: one round trip and one
 * parse for all of them, which is some 30 times a row at a time.
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
    String row = "(" + "?, ".repeat(width - 1) + "?)";
    String sql = head + row + (", " + row).repeat(rows.size() - 1) + tail;
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int parameter = 0;
      for (@Nullable Object[] values : rows) {
        for (Object value : values) {
          statement.setObject(++parameter, value);
        }
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new ImportException("MySQL does not take the rows: " + e.getMessage(), e);
    }
    rows.clear();
  }
}
