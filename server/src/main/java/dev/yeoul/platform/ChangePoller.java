package dev.yeoul.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change rows every 500 ms. Numbers are handed out before transactions commit, so a row
 * can appear below one that was already seen: missing numbers are asked for again until they are
 * two minutes old, which is longer than any transaction lasts.
 */
public final class ChangePoller implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChangePoller.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration GAP_LIFE = Duration.ofMinutes(2);
  private static final int BATCH = 1000;

  /** A node that was away for longer starts anew, at the rows' end and with empty caches. */
  private static final Duration KEEP = Duration.ofDays(1);

  private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);

  /** Numbers below the first one seen that may still be in an open transaction. */
  private static final int LOOK_BACK = 1000;

  private final Jdbi jdbi;
  private final ChangeFeed feed;
  private final ResponseCache cache;
  private final Clock clock;
  private final Map<Long, Instant> gaps = new HashMap<>();
  private final Thread thread;

  private long seen = -1;
  private Instant pruneAt = Instant.EPOCH;
  private volatile boolean running = true;
  private @Nullable RedisSubscription subscription;

  /** Not running yet. */
  public ChangePoller(Jdbi jdbi, ChangeFeed feed, ResponseCache cache, Clock clock) {
    this.jdbi = jdbi;
    this.feed = feed;
    this.cache = cache;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("change-poller").daemon().unstarted(this::loop);
  }

  /** Takes the rows' current end as the start, and follows from there. Blocking. */
  public void start(RedisPipeline redis) {
    jdbi.useHandle(this::begin);
    subscription = redis.subscribe(ChangeFeed.CHANNEL, feed::heard);
    thread.start();
  }

  private void begin(Handle handle) {
    seen = handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM outbox").mapTo(long.class).one();
    List<Long> present =
        handle
            .createQuery("SELECT id FROM outbox WHERE id > :from")
            .bind("from", seen - LOOK_BACK)
            .mapTo(long.class)
            .list();
    Instant now = clock.instant();
    for (long id = Math.max(1, seen - LOOK_BACK); id < seen; id++) {
      gaps.put(id, now);
    }
    present.forEach(gaps::remove);
  }

  private void loop() {
    boolean failing = false;
    while (running) {
      try {
        Thread.sleep(INTERVAL);
        while (poll() >= BATCH) {
          // more came at once than one reading takes
        }
        cache.heard();
        prune();
        failing = false;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // whatever it is: a node must not go on unaware
        cache.deaf();
        if (!failing) {
          LOG.warnf(
              "the change rows can't be read, answers from the cache are marked stale: %s", e);
        }
        failing = true;
      }
    }
  }

  /** Reads what is new, and tells how many rows that were. */
  private int poll() {
    List<Row> rows = jdbi.withHandle(this::rows);
    if (seen > 0 && rows.stream().noneMatch(row -> row.id() == seen)) {
      startOver();
      return 0;
    }
    Instant now = clock.instant();
    for (Row row : rows) {
      if (row.id() != seen) {
        feed.tell(row.id(), row.tags()); // first: where it fails, the row is read again
        note(row.id(), now);
      }
    }
    gaps.values().removeIf(since -> since.isBefore(now.minus(GAP_LIFE)));
    return rows.size();
  }

  /** The last row is never forgotten: where it is gone, MySQL was restored, or is another one. */
  private void startOver() {
    LOG.warnf("the change rows are not those of before, everything is loaded anew: seen=%d", seen);
    long lost = seen;
    gaps.clear();
    jdbi.useHandle(this::begin);
    long found = seen;
    seen = lost; // where telling fails, the next poll begins here again
    feed.tellOfOtherRows();
    seen = found;
  }

  private void note(long id, Instant now) {
    if (id > seen) {
      for (long missing = Math.max(seen + 1, id - LOOK_BACK); missing < id; missing++) {
        gaps.put(missing, now);
      }
      seen = id;
    }
    gaps.remove(id);
  }

  /** Forgets rows that every node has read long ago. */
  private void prune() {
    Instant now = clock.instant();
    if (now.isBefore(pruneAt)) {
      return;
    }
    pruneAt = now.plus(PRUNE_EVERY);
    int gone =
        jdbi.withHandle(handle ->
            handle
                .createUpdate(
                    "DELETE FROM outbox WHERE created_at < :old AND id < :seen LIMIT " + BATCH)
                .bind("old", now.minus(KEEP))
                .bind("seen", seen)
                .execute());
    if (gone == BATCH) {
      pruneAt = now; // there are more
    }
  }

  private List<Row> rows(Handle handle) {
    List<Row> rows = new ArrayList<>();
    if (!gaps.isEmpty()) {
      rows.addAll(
          OneTimeQuery.rows(
              handle,
              "SELECT id, tags FROM outbox WHERE id IN (%s) ORDER BY id",
              gaps.keySet(),
              result -> new Row(result.getLong(1), result.getString(2))));
    }
    rows.addAll(
        handle
            .createQuery("SELECT id, tags FROM outbox WHERE id >= :seen ORDER BY id LIMIT " + BATCH)
            .bind("seen", seen)
            .map((result, context) -> new Row(result.getLong(1), result.getString(2)))
            .list());
    return rows;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    if (subscription != null) {
      subscription.close();
    }
  }

  private record Row(long id, String tags) {}
}
