package dev.yeoul.bench;

import dev.yeoul.bench.peer.MongoBulk;
import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.RedisProbe;
import dev.yeoul.bench.process.Service;
import dev.yeoul.bench.process.StoredData;
import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.embedded.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a service takes, after a store was killed and restarted, to do what needs the store. */
final class Recovery implements AutoCloseable {
  private static final long DOWN_MILLIS = 3_000;
  private static final long LOOK_MILLIS = 20;
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final Caller caller;
  private final Map<String, String> user;
  private final long[] movie;
  private int calls;

  Recovery(Service service, StoredData data, String token) throws Exception {
    this.caller = new Caller(service.url());
    this.user = Map.of("Authorization", "Bearer " + token);
    this.movie = data.movies().getFirst();
  }

  /** What shows that the service is back. */
  private interface Sign {
    boolean seen() throws Exception;
  }

  /** Seconds by the store's name. */
  Map<String, Double> ofEach(EmbeddedStores stores) throws Exception {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(stores.mysql().name(), after(stores.mysql(), this::readsUncached));
    seconds.put(stores.redis().name(), after(stores.redis(), this::writesProgress));
    require(writesProgress());
    try (MongoBulk mongo = new MongoBulk(stores);
        RedisProbe redis = RedisProbe.of(stores)) {
      long before = mongo.stored();
      Backlog backlog = new Backlog(redis);
      seconds.put(
          stores.mongo().name(),
          after(stores.mongo(), () -> backlog.size() == 0 && mongo.stored() > before));
    }
    return seconds;
  }

  private double after(Store store, Sign back) throws Exception {
    store.kill();
    // As long as operators would take at the very least; what is refused meanwhile is not counted.
    long until = System.nanoTime() + DOWN_MILLIS * 1_000_000;
    while (System.nanoTime() < until) {
      readsUncached();
      writesProgress();
      Thread.sleep(LOOK_MILLIS);
    }
    store.restart();
    long from = System.nanoTime();
    while (!back.seen()) {
      if (System.nanoTime() - from > LIMIT_NANOS) {
        throw new NotRunException("no recovery within a minute from the end of " + store.name());
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private boolean readsUncached() throws IOException, InterruptedException {
    calls++;
    return isGood(caller.get("/api/series?limit=1&x=" + calls, Map.of()));
  }

  private boolean writesProgress() throws IOException, InterruptedException {
    calls++;
    String body = "{\"episode_id\":%d,\"position_seconds\":%d}".formatted(movie[1], calls);
    return isGood(caller.post("/api/series/" + movie[0] + "/progress", user, body));
  }

  private static boolean isGood(Answer answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  private static void require(boolean good) throws NotRunException {
    if (!good) {
      throw new NotRunException("progress is refused after all stores are back");
    }
  }

  @Override
  public void close() {
    caller.close();
  }
}
