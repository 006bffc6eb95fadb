package dev.yeoul.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.yeoul.account.Authenticator;
import dev.yeoul.analytics.AnalyticsSchema;
import dev.yeoul.platform.Admission;
import dev.yeoul.platform.BodyBudget;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeListener;
import dev.yeoul.platform.ChangePoller;
import dev.yeoul.platform.Connections;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.Json;
import dev.yeoul.platform.LoadProbe;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.ResponseCache;
import dev.yeoul.platform.Settings;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.taste.Tastes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** Makes what the platform needs from the settings. */
final class Wiring {
  private static final String DEFAULT_DATABASE = "yeoul";
  private static final int PATIENT_SECONDS = 600;

  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();

  @Produces
  @Singleton
  Settings settings() {
    return Launch.settings();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ObjectMapper objectMapper() {
    return Json.mapper();
  }

  @Produces
  @Singleton
  PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gcMetrics.bindTo(registry);
    return registry;
  }

  @Produces
  @Singleton
  Database database(Settings settings) {
    return Database.open(settings.mysql());
  }

  void close(@Disposes Database database) {
    database.close();
  }

  @Produces
  @Singleton
  Jdbi jdbi(Database database) {
    return database.jdbi();
  }

  @Produces
  @Singleton
  RedisPipeline redis(Vertx vertx, Settings settings) {
    return new RedisPipeline(vertx, settings.redis());
  }

  void close(@Disposes RedisPipeline redis) {
    redis.close();
  }

  @Produces
  @Singleton
  MongoClient mongo(Settings settings) {
    return mongoClient(settings);
  }

  void close(@Disposes MongoClient mongo) {
    mongo.close();
  }

  @Produces
  @Singleton
  MongoDatabase mongoDatabase(MongoClient mongo, Settings settings) {
    return mongoDatabase(settings, mongo);
  }

  @Produces
  @Singleton
  AnalyticsSchema analyticsSchema(MongoDatabase database) {
    return new AnalyticsSchema(database);
  }

  @Produces
  @Singleton
  ResponseCache responseCache(Settings settings, MeterRegistry metrics) {
    Set<String> personal = new HashSet<>(Authenticator.TAGS);
    personal.add(Tastes.TAG);
    personal.add(ViewerHistory.REMOVAL_TAG);
    return new ResponseCache(settings.limits().cacheMegabytes(), personal, metrics);
  }

  @Produces
  @Singleton
  Connections connections(Settings settings, DirectPipeline direct, MeterRegistry metrics) {
    return new Connections(settings.load(), direct, metrics);
  }

  @Produces
  @Singleton
  LoadProbe loadProbe(Vertx vertx, MeterRegistry metrics) {
    return new LoadProbe(vertx, metrics);
  }

  void close(@Disposes LoadProbe probe) {
    probe.close();
  }

  @Produces
  @Singleton
  Admission admission(Settings settings, LoadProbe probe, MeterRegistry metrics) {
    return new Admission(settings.load(), probe, metrics);
  }

  @Produces
  @Singleton
  BodyBudget bodyBudget(MeterRegistry metrics) {
    return new BodyBudget(metrics);
  }

  @Produces
  @Singleton
  ChangeFeed changes(
      Jdbi jdbi,
      RedisPipeline redis,
      Clock clock,
      ResponseCache cache,
      @Any Instance<ChangeListener> listeners) {
    ChangeFeed feed = new ChangeFeed(jdbi, redis, clock);
    // looked up when a change comes, since listeners may themselves need the feed
    feed.listen(tags ->
        listeners.stream()
            .filter(listener -> listener != cache)
            .forEach(listener -> listener.onChange(tags)));
    // last: an answer made once it has heard must not be made of what the others still remember
    feed.listen(cache);
    return feed;
  }

  @Produces
  @Singleton
  ChangePoller changePoller(Jdbi jdbi, ChangeFeed feed, ResponseCache cache, Clock clock) {
    return new ChangePoller(jdbi, feed, cache, clock);
  }

  void close(@Disposes ChangePoller poller) {
    poller.close();
  }

  /** A client that gives up on a server after 3 s, so that callers get their 503 quickly. */
  static MongoClient mongoClient(Settings settings) {
    return mongoClient(settings, 15);
  }

  /** The same for tools, whose queries may last. */
  static MongoClient mongoClientForTools(Settings settings) {
    return mongoClient(settings, PATIENT_SECONDS);
  }

  private static MongoClient mongoClient(Settings settings, int readSeconds) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(settings.mongoUri().value()))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
            .applyToSocketSettings(socket ->
                socket
                    .connectTimeout(3, TimeUnit.SECONDS)
                    .readTimeout(readSeconds, TimeUnit.SECONDS))
            .build());
  }

  static MongoDatabase mongoDatabase(Settings settings, MongoClient mongo) {
    String named = new ConnectionString(settings.mongoUri().value()).getDatabase();
    return mongo.getDatabase(named == null ? DEFAULT_DATABASE : named);
  }
}
