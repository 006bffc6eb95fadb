package dev.yeoul.bench.process;

import dev.yeoul.embedded.EmbeddedStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What stands in some stores' MySQL, for cases that need more of it than a client is told. */
public final class StoredData {
  private static final int BATCH = 5_000;

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

  /**
   * A title with its first episode.
   *
   * @param seconds its length, 0 where nobody knows it
   * @param genre a number that titles of one main genre share
   */
  public record Title(long series, long episode, long seconds, long genre) {}

  /**
   * That somebody watched something.
   *
   * @param seconds how far, the whole length where it was seen to its end
   * @param atMillis when, since 1970
   */
  public record Watched(long user, Title title, long seconds, boolean completed, long atMillis) {}

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

  /** All titles that can be watched, by id. */
  public List<Title> watchable() throws SQLException {
    return rows(
            """
            SELECT s.id, e.id, COALESCE(e.duration_seconds, 0), DENSE_RANK() OVER (ORDER BY s.genre)
            FROM series s JOIN episodes e ON e.id = (
              SELECT MIN(first.id) FROM episodes first
              WHERE first.series_id = s.id AND first.deleted_at IS NULL)
            WHERE s.deleted_at IS NULL ORDER BY s.id
            """)
        .stream()
        .map(row -> new Title(row[0], row[1], row[2], row[3]))
        .toList();
  }

  /** MySQL's clock, in milliseconds since 1970. */
  public long nowMillis() throws SQLException {
    return rows("SELECT UNIX_TIMESTAMP() * 1000").getFirst()[0];
  }

  /** How often the scores of some series were made anew. */
  public long scoreChanges() throws SQLException {
    return rows("SELECT COUNT(*) FROM outbox WHERE event = 'ScoresChanged'").getFirst()[0];
  }

  /** Puts what viewers watched where the worker would have put it; many rows at once. */
  public void add(List<Watched> all) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url + "?rewriteBatchedStatements=true", login);
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO viewing_progress (user_id, series_id, episode_id, position_ms,
                  duration_ms, completed, entry_ms, entry_seq, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                """)) {
      connection.setAutoCommit(false);
      int waiting = 0;
      for (Watched one : all) {
        bind(insert, one);
        insert.addBatch();
        waiting++;
        if (waiting == BATCH) {
          insert.executeBatch();
          connection.commit();
          waiting = 0;
        }
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static void bind(PreparedStatement insert, Watched one) throws SQLException {
    Title title = one.title();
    insert.setLong(1, one.user());
    insert.setLong(2, title.series());
    insert.setLong(3, title.episode());
    insert.setLong(4, one.seconds() * 1_000);
    if (title.seconds() > 0) {
      insert.setLong(5, title.seconds() * 1_000);
    } else {
      insert.setNull(5, Types.BIGINT);
    }
    insert.setBoolean(6, one.completed());
    insert.setLong(7, one.atMillis());
    insert.setObject(8, LocalDateTime.ofEpochSecond(one.atMillis() / 1_000, 0, ZoneOffset.UTC));
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
