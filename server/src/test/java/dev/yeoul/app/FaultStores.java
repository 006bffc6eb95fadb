package dev.yeoul.app;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.OwnStores;
import java.util.HashMap;
import java.util.Map;
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

  /** A node on these stores. */
  ServerProcess node(String... options) {
    return ServerProcess.serve(new HashMap<>(ServerProcess.settings(servers())), options);
  }
}
