package dev.yeoul.analytics;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Partition;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is popular now, over all partitions. A node asks Redis at most every 2 s, and only when it
 * is asked itself; while Redis is away it goes on with what it knew. Blocking.
 */
@Singleton
public final class TrendingBoard {
  private static final Logger LOG = Logger.getLogger(TrendingBoard.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final int OF_PARTITION = 1000;

  private final RedisPipeline redis;
  private final Clock clock;
  private final Map<TrendingWindow, Board> boards = new EnumMap<>(TrendingWindow.class);
  private final ReentrantLock lock = new ReentrantLock();

  /** One that reads this Redis. */
  public TrendingBoard(RedisPipeline redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** A series and its decayed views. */
  public record Place(SeriesId seriesId, double views) {}

  private record Board(long atMs, List<Place> places) {}

  /**
   * Every series that counts, the most popular first.
   *
   * @throws ProblemException 503 where Redis does not answer and nothing is known yet
   */
  public List<Place> of(TrendingWindow window) {
    lock.lock(); // concurrent callers wait for one reading instead of each doing their own
    try {
      Board known = boards.get(window);
      long now = clock.millis();
      if (known != null && Math.abs(now - known.atMs()) < MAX_AGE.toMillis()) {
        return known.places();
      }
      Board fresh = new Board(now, places(window, now, known));
      boards.put(window, fresh);
      return fresh.places();
    } finally {
      lock.unlock();
    }
  }

  private List<Place> places(TrendingWindow window, long now, @Nullable Board known) {
    try {
      return read(window, now);
    } catch (ProblemException outage) {
      if (known == null) {
        throw outage;
      }
      LOG.debugf("trending is answered from memory: %s", outage.getMessage());
      return known.places();
    }
  }

  private List<Place> read(TrendingWindow window, long now) {
    Map<SeriesId, Double> views = new HashMap<>();
    List<Request> requests =
        IntStream.range(0, Partition.COUNT)
            .mapToObj(partition ->
                Request.cmd(Command.ZRANGE)
                    .arg(window.key(partition))
                    .arg(0)
                    .arg(OF_PARTITION - 1)
                    .arg("REV")
                    .arg("WITHSCORES"))
            .toList();
    for (Response members : redis.callAll(requests)) {
      for (Response member : members) {
        double count = window.viewsAt(member.get(1).toDouble(), now);
        views.merge(new SeriesId(member.get(0).toLong()), count, Double::sum);
      }
    }
    return views.entrySet().stream()
        .filter(entry -> entry.getValue() >= ViewCounter.LEAST_VIEWS)
        .map(entry -> new Place(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Place::views).reversed().thenComparing(Place::seriesId))
        .toList();
  }
}
