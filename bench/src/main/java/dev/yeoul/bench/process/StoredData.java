package dev.yeoul.bench.process;

import dev.yeoul.embedded.EmbeddedStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What stands in some stores' MySQL, for cases that need more of it than a client is told. */
public final class StoredData {
  private final String url;
  private final Properties login = new Properties();

  /** Of these stores. */
  public StoredData(EmbeddedStores stores) {
    var settings = stores.environment();
    url =
        "jdbc:mysql://%s:%s/%s"
            .formatted(Loopback.HOST, settings.get("MYSQL_PORT"), settings.get("MYSQL_DATABASE"));
    login.setProperty("user", settings.getOrDefault("MYSQL_USER", ""));
    login.setProperty("password", settings.getOrDefault("MYSQL_PASSWORD", ""));
    login.setProperty("sslMode", "DISABLED");
    login.setProperty("allowPublicKeyRetrieval", "true");
  }

  /** The ids of all titles, in their order. */
  public long[] titles() throws SQLException {
    return rows("SELECT id FROM series WHERE deleted_at IS NULL ORDER BY id").stream()
        .mapToLong(row -> row[0])
        .toArray();
  }

  /** The ids of all users, in their order. */
  public long[] users() throws SQLException {
    return rows("SELECT id FROM users ORDER BY id").stream().mapToLong(row -> row[0]).toArray();
  }

  /** Each movie's id, that of its episode, and its length in milliseconds. */
  public List<long[]> movies() throws SQLException {
    return rows(
        """
        SELECT s.id, e.id, e.duration_seconds * 1000 FROM series s
        JOIN episodes e ON e.series_id = s.id
        WHERE s.kind = 'movie' AND e.duration_seconds IS NOT NULL ORDER BY s.id
        """);
  }

  /** How many viewers' positions there are. */
  public long positions() throws SQLException {
    return rows("SELECT COUNT(*) FROM viewing_progress").getFirst()[0];
  }

  private List<long[]> rows(String sql) throws SQLException {
    List<long[]> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int width = found.getMetaData().getColumnCount();
      while (found.next()) {
        long[] row = new long[width];
        for (int i = 0; i < width; i++) {
          row[i] = found.getLong(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
