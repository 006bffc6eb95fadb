package dev.yeoul.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;

/** Writes to and reads from the three stores as a program would that is given their environment. */
final class StoreClients {
  private final Map<String, String> environment;

  StoreClients(Map<String, String> environment) {
    this.environment = environment;
  }

  void write(String value) throws SQLException, IOException {
    try (Connection connection = mysql();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS note (value VARCHAR(100) PRIMARY KEY)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO note (value) VALUES (?)")) {
        insert.setString(1, value);
        insert.executeUpdate();
      }
    }
    redis("SADD notes " + value);
    try (MongoClient client = MongoClients.create(setting("MONGO_URI"));
        var session = client.startSession()) {
      // A transaction works on a replica set only.
      session.withTransaction(() ->
          client
              .getDatabase("yeoul")
              .getCollection("notes")
              .insertOne(session, new Document("_id", value)));
    }
  }

  /** The stores that hold the value, by name. */
  List<String> holding(String value) throws SQLException, IOException {
    List<String> holding = new ArrayList<>();
    try (Connection connection = mysql();
        PreparedStatement select =
            connection.prepareStatement("SELECT 1 FROM note WHERE value = ?")) {
      select.setString(1, value);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          holding.add("mysql");
        }
      }
    }
    if (redis("SISMEMBER notes " + value).equals(":1")) {
      holding.add("redis");
    }
    try (MongoClient client = MongoClients.create(setting("MONGO_URI"))) {
      if (client
              .getDatabase("yeoul")
              .getCollection("notes")
              .countDocuments(new Document("_id", value))
          == 1) {
        holding.add("mongo");
      }
    }
    return holding;
  }

  Connection mysql() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mysql://%s:%s/%s?connectTimeout=2000&socketTimeout=2000"
            .formatted(setting("MYSQL_HOST"), setting("MYSQL_PORT"), setting("MYSQL_DATABASE")),
        setting("MYSQL_USER"),
        setting("MYSQL_PASSWORD"));
  }

  String redis(String command) throws IOException {
    try (Socket socket =
            new Socket(setting("REDIS_HOST"), Integer.parseInt(setting("REDIS_PORT")));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              ("AUTH " + setting("REDIS_PASSWORD") + "\r\n" + command + "\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      if (!"+OK".equals(in.readLine())) {
        throw new IOException("Redis refused the password");
      }
      return Objects.requireNonNullElse(in.readLine(), "");
    }
  }

  private String setting(String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }
}
