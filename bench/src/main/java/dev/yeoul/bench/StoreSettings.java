package dev.yeoul.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.embedded.EmbeddedStores;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/** How the stores are set, as they say themselves. */
final class StoreSettings {
  private static final List<String> REDIS =
      List.of(
          "appendonly",
          "appendfsync",
          "auto-aof-rewrite-percentage",
          "save",
          "maxmemory",
          "maxmemory-policy",
          "io-threads");
  private static final String MYSQL =
      """
      SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.global_variables
      WHERE VARIABLE_NAME IN ('version', 'innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin',
        'innodb_buffer_pool_size', 'innodb_flush_method', 'innodb_log_writer_threads',
        'max_connections')
      ORDER BY VARIABLE_NAME
      """;

  private static final Set<String> MONGO =
      Set.of(
          "replication.replSet",
          "replication.oplogSizeMB",
          "storage.wiredTiger.engineConfig.cacheSizeGB",
          "storage.journal.enabled");

  private StoreSettings() {}

  static Map<String, Map<String, String>> of(Ground ground)
      throws IOException, InterruptedException {
    EmbeddedStores stores = ground.stores();
    Map<String, Map<String, String>> settings = new LinkedHashMap<>();
    try (RedisProbe redis = RedisProbe.of(stores)) {
      settings.put(stores.redis().name(), redis.settings(REDIS));
    } catch (IOException e) {
      settings.put(stores.redis().name(), Map.of("unknown", String.valueOf(e.getMessage())));
    }
    settings.put(stores.mysql().name(), mysql(stores.environment()));
    settings.put(stores.mongo().name(), mongo(stores.environment().getOrDefault("MONGO_URI", "")));
    return settings;
  }

  private static Map<String, String> mysql(Map<String, String> environment) {
    Properties login = new Properties();
    login.setProperty("user", environment.getOrDefault("MYSQL_USER", ""));
    login.setProperty("password", environment.getOrDefault("MYSQL_PASSWORD", ""));
    login.setProperty("sslMode", "DISABLED");
    login.setProperty("allowPublicKeyRetrieval", "true");
    String url =
        "jdbc:mysql://127.0.0.1:"
            + environment.get("MYSQL_PORT")
            + "/"
            + environment.get("MYSQL_DATABASE");
    Map<String, String> settings = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(MYSQL)) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      settings.put("unknown", String.valueOf(e.getMessage()));
    }
    return settings;
  }

  private static Map<String, String> mongo(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      Document options = client.getDatabase("admin").runCommand(new Document("getCmdLineOpts", 1));
      Map<String, String> settings = new TreeMap<>();
      settings(settings, "", options.get("parsed", new Document()));
      return settings;
    } catch (com.mongodb.MongoException e) {
      return Map.of("unknown", String.valueOf(e.getMessage()));
    }
  }

  /** Nested ones by their names joined with dots; where files lie is the machine's business. */
  private static void settings(Map<String, String> to, String prefix, Document options) {
    options.forEach((name, value) -> {
      if (value instanceof Document nested) {
        settings(to, prefix + name + ".", nested);
      } else if (MONGO.contains(prefix + name)) {
        to.put(prefix + name, String.valueOf(value));
      }
    });
  }
}
