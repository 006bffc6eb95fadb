package dev.yeoul.app;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.OwnStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Map;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The stores that fault scenarios hurt, and how a test looks into them. Started once a JVM. */
record FaultStores(OwnStores own, MongoDatabase mongo) {
  private static @Nullable FaultStores shared;

  static synchronized FaultStores get() {
    FaultStores known = shared;
    if (known == null) {
      OwnStores own = OwnStores.get();
      Map<String, String> settings = ServerProcess.settings(own.servers());
      String uri = settings.get("MONGO_URI") + "&serverSelectionTimeoutMS=2000";
      known =
          new FaultStores(
              own, MongoClients.create(uri).getDatabase(settings.get("MYSQL_DATABASE")));
      shared = known;
    }
    return known;
  }

  EmbeddedStores servers() {
    return own.servers();
  }

  Jdbi jdbi() {
    return own.jdbi();
  }

  RedisPipeline redis() {
    return own.redis();
  }

  /** Waits until the test's own connections, too, are over the last fault. */
  void awaitReachable() {
    await()
        .atMost(SteadyLoad.RECOVERY)
        .ignoreExceptions()
        .untilAsserted(() -> {
          jdbi().useHandle(handle -> handle.execute("SELECT 1"));
          redis().call(Request.cmd(Command.PING));
          mongo.runCommand(new Document("ping", 1));
        });
  }

  /** A node on these stores. */
  ServerProcess node(String... options) {
    return ServerProcess.serve(ServerProcess.settings(servers()), options);
  }
}
