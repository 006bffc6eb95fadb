package dev.yeoul.app;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.platform.Database;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Settings;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.jboss.logging.Logger;

/** Waits at start-up until every store answers, a bounded time, and says for which. */
final class StoreWait {
  private static final Logger LOG = Logger.getLogger(StoreWait.class);
  private static final int RETRY_MILLIS = 250;

  private final Settings settings;
  private final List<Store> stores;

  private record Store(String name, String address, Runnable check) {}

  StoreWait(Settings settings, Database mysql, RedisPipeline redis, MongoDatabase mongo) {
    this.settings = settings;
    this.stores =
        List.of(
            new Store(
                "MySQL",
                settings.mysql().host() + ":" + settings.mysql().port(),
                () -> mysql.isUp()),
            new Store(
                "Redis",
                settings.redis().host() + ":" + settings.redis().port(),
                () -> redis.call(Request.cmd(Command.PING))),
            new Store("MongoDB", "MONGO_URI", () -> mongo.runCommand(new Document("ping", 1))));
  }

  /**
   * Waits for all of them at once.
   *
   * @throws StartFailure naming the store that did not answer
   */
  void run() {
    long deadline = System.nanoTime() + settings.limits().storesWaitSeconds() * 1_000_000_000L;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waits = new ArrayList<>();
      for (Store store : stores) {
        waits.add(threads.submit(() -> wait(store, deadline)));
      }
      for (Future<?> wait : waits) {
        wait.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for the stores");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartFailure known
          ? known
          : new StartFailure("the stores can't be asked: " + e.getCause());
    }
  }

  private void wait(Store store, long deadline) {
    for (boolean first = true; ; first = false) {
      try {
        store.check().run();
        return;
      } catch (RuntimeException e) {
        if (System.nanoTime() > deadline) {
          throw new StartFailure(
              store.name()
                  + " ("
                  + store.address()
                  + ") did not answer within "
                  + settings.limits().storesWaitSeconds()
                  + " s: "
                  + rootMessage(e));
        }
        if (first) {
          LOG.infof("waiting for %s (%s): %s", store.name(), store.address(), rootMessage(e));
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while waiting for the stores");
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no answer");
  }
}
