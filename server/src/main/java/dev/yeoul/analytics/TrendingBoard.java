package dev.yeoul.analytics;

import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.PartitionCalls;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is popular now, over all partitions. A node asks Redis at most every 2 s, less often where
 * that takes long, and only when it is asked itself; while Redis is away it goes on with what it
 * knew. Blocking.
 */
@Singleton
public final class TrendingBoard {
  private static final Logger LOG = Logger.getLogger(TrendingBoard.class);
  private static final Duration GOOD_FOR_LEAST = Duration.ofSeconds(2);
  private static final Duration GOOD_FOR_MOST = Duration.ofSeconds(5);

  /** In between, a reading is good for this many times as long as it took. */
  private static final int TIMES_ITS_READING = 20;

  /** While one caller reads, others go on for this long with what was read before. */
  private static final Duration GOES_ON_FOR = Duration.ofSeconds(10);

  private static final int OF_PARTITION = 1000;

  private final RedisPipeline redis;
  private final Clock clock;
  private final Map<TrendingWindow, Board> boards = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** One that reads this Redis. */
  public TrendingBoard(RedisPipeline redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** A series and its decayed views. */
  public record Place(SeriesId seriesId, double views) {}

  private record Board(long atMs, long goodForMs, List<Place> places) {
    boolean isGood(long now) {
      return isGood(now, 0);
    }

    boolean isGood(long now, long longerMs) {
      return Math.abs(now - atMs) < goodForMs + longerMs;
    }
  }

  /**
   * Every series that counts, the most popular first; the same list until it is read anew.
   *
   * @throws ProblemException 503 where Redis does not answer and nothing is known yet
   */
  public List<Place> of(TrendingWindow window) {
    Board known = boards.get(window);
    long now = clock.millis();
    if (known != null && known.isGood(now)) {
      return known.places();
    }
    if (!lock.tryLock()) {
      if (known != null && known.isGood(now, GOES_ON_FOR.toMillis())) {
        return known.places();
      }
      lock.lock(); // concurrent callers wait for one reading instead of each doing their own
    }
    try {
      return fresh(window).places();
    } finally {
      lock.unlock();
    }
  }

  /** Read by whoever had the lock before, or now. */
  private Board fresh(TrendingWindow window) {
    Board known = boards.get(window);
    long now = clock.millis();
    if (known != null && known.isGood(now)) {
      return known;
    }
    long start = System.nanoTime();
    List<Place> places = places(window, now, known);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    long goodFor =
        Math.clamp(
            took.toMillis() * TIMES_ITS_READING,
            GOOD_FOR_LEAST.toMillis(),
            GOOD_FOR_MOST.toMillis());
    Board read = new Board(clock.millis(), goodFor, places);
    boards.put(window, read);
    return read;
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
    Map<Long, double[]> views = new HashMap<>();
    PartitionCalls.toAll(
        partition ->
            redis.send(
                Request.cmd(Command.ZRANGE)
                    .arg(window.key(partition))
                    .arg(0)
                    .arg(OF_PARTITION - 1)
                    .arg("REV")
                    .arg("WITHSCORES")),
        (partition, members) -> {
          for (Response member : Objects.requireNonNull(members)) {
            views.computeIfAbsent(member.get(0).toLong(), series -> new double[1])[0] +=
                window.viewsAt(member.get(1).toDouble(), now);
          }
        });
    return views.entrySet().stream()
        .map(entry -> new Place(new SeriesId(entry.getKey()), entry.getValue()[0]))
        .filter(place -> place.views() >= ViewCounter.LEAST_VIEWS)
        .sorted(Comparator.comparingDouble(Place::views).reversed().thenComparing(Place::seriesId))
        .toList();
  }
}
