package dev.yeoul.playback;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.Store;
import dev.yeoul.embedded.StoreOptions;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.SettingsSource;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Stores on which no service runs but what a test starts: no other worker takes entries, and a test
 * may hurt them. Started once a JVM.
 */
public record OwnStores(
    EmbeddedStores servers, Vertx vertx, Jdbi jdbi, RedisPipeline redis, MongoDatabase mongo) {
  private static @Nullable OwnStores shared;

  /** The stores, with the schema of MySQL. */
  public static synchronized OwnStores get() {
    OwnStores known = shared;
    if (known == null) {
      known = start();
      shared = known;
    }
    return known;
  }

  /** Where they are, for a test that needs connections of its own. */
  public Settings settings() {
    return settings(servers);
  }

  /** A feed of its own, which nobody hears. */
  public ChangeFeed changes() {
    return new ChangeFeed(jdbi, null, Clock.systemUTC());
  }

  private static Settings settings(EmbeddedStores servers) {
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put("SECRET_KEY", "tests-only-0123456789abcdefghijklmnop");
    return Settings.read(SettingsSource.of(environment));
  }

  private static OwnStores start() {
    try {
      Path folder = Files.createTempDirectory("yeoul-own-");
      EmbeddedStores servers = EmbeddedStores.start(folder, StoreOptions.defaults());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, folder)));
      Settings settings = settings(servers);
      Database database = Database.open(settings.mysql());
      database.migrate();
      Vertx vertx = Vertx.vertx();
      String uri = settings.mongoUri().value();
      MongoDatabase mongo =
          MongoClients.create(uri + "&serverSelectionTimeoutMS=2000").getDatabase("own");
      return new OwnStores(
          servers, vertx, database.jdbi(), new RedisPipeline(vertx, settings.redis()), mongo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void end(EmbeddedStores servers, Path folder) {
    try {
      for (Store store : servers.all()) {
        store.kill();
      }
      servers.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(OwnStores::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
