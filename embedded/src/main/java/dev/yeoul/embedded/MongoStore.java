package dev.yeoul.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** MongoDB as a replica set of one member, so that transactions and change streams work. */
public final class MongoStore extends Store {
  static final String USER = "yeoul";
  static final String DATABASE = "yeoul";
  private static final String REPLICA_SET = "rs0";

  private final String password;
  private final String keyFileContent;

  MongoStore(
      ServerBinary binary,
      DataDirectory directory,
      Duration startLimit,
      String password,
      String keyFileContent)
      throws IOException {
    super("mongo", binary, directory, startLimit);
    this.password = password;
    this.keyFileContent = keyFileContent;
    // The last port spares moving the replica set's member, about a second.
    if (Files.exists(knownAddress())) {
      String known = Files.readString(knownAddress());
      preferPort(Integer.parseInt(known.substring(known.indexOf(':') + 1)));
    }
  }

  /** With user and password; the member's address in the replica set is the same host and port. */
  public String uri() {
    return "mongodb://%s:%s@%s/%s?authSource=admin&replicaSet=%s"
        .formatted(USER, password, address(), DATABASE, REPLICA_SET);
  }

  /** Which address the replica set knows its member by; exists when set-up is complete. */
  private Path knownAddress() {
    return data().resolve("yeoul.address");
  }

  @Override
  void prepare() throws IOException {
    if (!Files.exists(knownAddress())) {
      FileTree.delete(data());
    }
    Files.createDirectories(data());
  }

  @Override
  List<String> command() throws IOException {
    return List.of(
        binary().program().toString(),
        "--dbpath=" + data(),
        "--bind_ip=" + Ports.LOOPBACK,
        "--port=" + port(),
        "--nounixsocket",
        "--replSet=" + REPLICA_SET,
        "--keyFile=" + privateFile("mongo.key", keyFileContent),
        "--wiredTigerCacheSizeGB=0.25",
        "--oplogSize=512",
        "--setParameter=diagnosticDataCollectionEnabled=false");
  }

  @Override
  boolean answers() throws IOException {
    Ports.connect(port()).close();
    return true;
  }

  @Override
  void started() throws IOException, InterruptedException {
    try {
      if (!Files.exists(knownAddress())) {
        initiate();
      } else if (!Files.readString(knownAddress()).equals(address())) {
        moveMember();
      }
      // Who is primary may be asked without a password.
      try (MongoClient client = client("")) {
        awaitPrimary(client.getDatabase("admin"));
      }
    } catch (MongoException e) {
      throw new StoreException(
          "%s cannot be set up: %s; the end of %s:%n%s"
              .formatted(name(), e.getMessage(), log(), logTail()),
          e);
    }
    PrivateFile.write(knownAddress(), address());
  }

  /** A new server lets a client of this machine in until the first user exists. */
  private void initiate() throws InterruptedException {
    try (MongoClient client = client("")) {
      MongoDatabase admin = client.getDatabase("admin");
      Document member = new Document("_id", 0).append("host", address());
      admin.runCommand(
          new Document(
              "replSetInitiate",
              new Document("_id", REPLICA_SET).append("members", List.of(member))));
      awaitPrimary(admin);
      admin.runCommand(
          new Document("createUser", USER)
              .append("pwd", password)
              .append("roles", List.of("root")));
    }
  }

  /**
   * The port may be another one at each start, and a replica set finds itself by its address. The
   * server first looks for itself under the old one, which takes up to 30 s when somebody mute
   * listens there, and meanwhile refuses or drops connections.
   */
  private void moveMember() throws InterruptedException {
    long deadline = System.nanoTime() + startLimit().toNanos();
    while (true) {
      try (MongoClient client = client(credentials())) {
        reconfigure(client.getDatabase("admin"));
        return;
      } catch (MongoCommandException | MongoSocketException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private void reconfigure(MongoDatabase admin) {
    Document config =
        admin.runCommand(new Document("replSetGetConfig", 1)).get("config", new Document());
    config.getList("members", Document.class).getFirst().put("host", address());
    config.put("version", config.getInteger("version", 0) + 1);
    admin.runCommand(new Document("replSetReconfig", config).append("force", true));
  }

  private void awaitPrimary(MongoDatabase admin) throws InterruptedException {
    long deadline = System.nanoTime() + startLimit().toNanos();
    while (!admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
      if (System.nanoTime() > deadline) {
        throw new StoreException(
            "%s did not become primary within %d s; the end of %s:%n%s"
                .formatted(name(), startLimit().toSeconds(), log(), logTail()));
      }
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  private MongoClient client(String credentials) {
    int limit = (int) startLimit().toMillis();
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(
                new ConnectionString(
                    "mongodb://" + credentials + address() + "/?directConnection=true"))
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(limit, TimeUnit.MILLISECONDS))
            .build());
  }

  private String credentials() {
    return USER + ":" + password + "@";
  }

  private String address() {
    return Ports.LOOPBACK + ":" + port();
  }
}
