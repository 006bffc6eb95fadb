package dev.yeoul.app;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.analytics.AnalyticsSchema;
import dev.yeoul.analytics.ViewingWorker;
import dev.yeoul.platform.ChangePoller;
import dev.yeoul.platform.Connections;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.LoadProbe;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Settings;
import dev.yeoul.recommendation.ServedModels;
import dev.yeoul.recommendation.TrainingSchedule;
import dev.yeoul.taste.ScoreWorker;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings the node up, and takes it down without failing a request that was accepted. */
@Singleton
final class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final int LOOK_MILLIS = 20;

  /** What the worker gets for its batch where the requests took all the time there is. */
  static final Duration WORKER_LEAST = Duration.ofSeconds(5);

  /** So short: nothing of it is lost, and who stops us does not wait for it. */
  private static final Duration SCORES_MOST = Duration.ofSeconds(1);

  private final Settings settings;
  private final NodeState node;
  private final ChangePoller changes;
  private final ViewingWorker worker;
  private final ScoreWorker scores;
  private final ServedModels models;
  private final TrainingSchedule training;
  private @Nullable Long shutdownEnd;

  Lifecycle(
      Settings settings,
      NodeState node,
      ChangePoller changes,
      ViewingWorker worker,
      ScoreWorker scores,
      ServedModels models,
      TrainingSchedule training) {
    this.settings = settings;
    this.node = node;
    this.changes = changes;
    this.worker = worker;
    this.scores = scores;
    this.models = models;
    this.training = training;
  }

  void start(
      @Observes StartupEvent event,
      Database mysql,
      RedisPipeline redis,
      MongoDatabase mongo,
      AnalyticsSchema analytics,
      Pages pages,
      Vertx vertx) {
    new StoreWait(settings, mysql, redis, mongo).run();
    int applied = mysql.migrate();
    if (applied > 0) {
      LOG.infof("applied %d migrations", applied);
    }
    analytics.create();
    changes.start(redis);
    if (settings.roles().contains(Settings.Role.WORKER)) {
      worker.start();
      scores.start();
      if (!Launch.isDevelopment()) {
        training.start(ThisProgram.command()); // live reload's JVM is no jar that a child could run
      }
    }
    models.start();
    pages.openMetricsPort(vertx);
    node.started();
  }

  /** From the moment the port is open; the metrics' own port is not for clients. */
  void listening(
      @ObservesAsync HttpServerStart event, Vertx vertx, Connections connections, LoadProbe probe) {
    connections.watch(vertx, event.options());
    probe.start();
  }

  /**
   * Says first that this node is going, to those who ask its health on a new connection; then
   * nobody new is let in, and from then on answers ask the clients that are here to go elsewhere,
   * until no call is left. Not before: they would come back to the open port, each call over a new
   * connection, and those that wait in the listening socket at its end are lost.
   */
  void drain(@Observes ShutdownDelayInitiatedEvent event, Vertx vertx) {
    if (Launch.isDevelopment()) {
      return; // the port stays open over a live reload, and its caller waits
    }
    Settings.Limits limits = settings.limits();
    long end = shutdownEnd();
    node.drain();
    try {
      Thread.sleep(
          Duration.ofSeconds(Math.min(limits.drainNoticeSeconds(), limits.drainSeconds())));
      closeListeners(vertx);
      node.shut();
      awaitQuiet(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitQuiet(long end) throws InterruptedException {
    long quietSince = System.nanoTime();
    while (System.nanoTime() < end && System.nanoTime() - quietSince < QUIET.toNanos()) {
      if (node.inFlight().get() > 0) {
        quietSince = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Closes the listening sockets alone: the server's own close would end its connections too. */
  private static void closeListeners(Vertx vertx) {
    for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      acceptor
          .submit(() ->
              ((SingleThreadEventLoop) acceptor)
                  .registeredChannelsIterator()
                  .forEachRemaining(channel -> {
                    if (channel instanceof ServerChannel) {
                      var _ = channel.close();
                    }
                  }))
          .awaitUninterruptibly();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    training.stop();
    models.close();
    changes.close();
    long left = shutdownEnd() - System.nanoTime();
    if (!worker.stop(Duration.ofNanos(Math.max(left, WORKER_LEAST.toNanos())))) {
      LOG.warn("the worker did not finish its batch in time; another one will repeat it");
    }
    var _ = scores.stop(SCORES_MOST); // what it has in hand is made again
  }

  /** One for the requests and the worker: who stops us grants one span for both. */
  private synchronized long shutdownEnd() {
    Long known = shutdownEnd;
    if (known == null) {
      known = System.nanoTime() + Duration.ofSeconds(settings.limits().drainSeconds()).toNanos();
      shutdownEnd = known;
    }
    return known;
  }
}
