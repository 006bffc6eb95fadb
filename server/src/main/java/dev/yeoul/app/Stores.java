package dev.yeoul.app;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.SettingsSource;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The stores as a command uses them, wired by hand: a command starts no framework. */
record Stores(
    Settings settings, Vertx vertx, Database mysql, RedisPipeline redis, ChangeFeed changes)
    implements AutoCloseable {

  static Stores open(SettingsSource source) {
    Settings settings = Settings.read(source);
    Vertx vertx = Vertx.vertx();
    Database mysql = Database.openForTools(settings.mysql());
    RedisPipeline redis = new RedisPipeline(vertx, settings.redis());
    ChangeFeed changes = new ChangeFeed(mysql.jdbi(), redis, Clock.systemUTC());
    return new Stores(settings, vertx, mysql, redis, changes);
  }

  @Override
  public void close() {
    redis.close();
    mysql.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
