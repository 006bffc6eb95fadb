package dev.yeoul.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes and tells every node of them. The numbered rows of the table outbox commit with
 * the change; listeners of this node run before {@link #transact} returns, so that a client reads
 * its own write here; Redis pub/sub tells the other nodes within milliseconds, and their poll of
 * the rows ({@link ChangePoller}) makes sure of it when a message is lost. Whichever way a node
 * hears of a change first, it listens to that alone: what it has loaded since stays.
 */
public final class ChangeFeed {
  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

  static final String CHANNEL = "changes";

  /** A transaction that MySQL chose as a deadlock's victim has done nothing and is done again. */
  private static final int ATTEMPTS = 5;

  private static final String DEADLOCK = "40001";

  private final Jdbi jdbi;
  private final @Nullable RedisPipeline redis;
  private final Clock clock;
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
  private final ToldChanges told = new ToldChanges();

  /**
   * A feed.
   *
   * @param redis null where there is no node to hurry: other nodes then hear by their polls
   */
  public ChangeFeed(Jdbi jdbi, @Nullable RedisPipeline redis, Clock clock) {
    this.jdbi = jdbi;
    this.redis = redis;
    this.clock = clock;
  }

  /** From now on the listener hears of every change. */
  public void listen(ChangeListener listener) {
    listeners.add(listener);
  }

  /**
   * Does the work in one transaction and, once it is committed, tells everybody. Blocking. The work
   * may be done more than once, each time as if for the first time.
   *
   * @return what the work returned
   */
  public <T extends @Nullable Object> T transact(ChangeWork<T> work) {
    List<Change> changes = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    T result = commit(work, changes, ids);
    Set<String> tags = new LinkedHashSet<>();
    changes.forEach(change -> tags.addAll(change.tags()));
    if (!tags.isEmpty()) {
      tellAlways(ids, tags);
      publish(new Message(ids, tags));
    }
    return result;
  }

  private <T extends @Nullable Object> T commit(
      ChangeWork<T> work, List<Change> changes, List<Long> ids) {
    for (int attempt = 1; ; attempt++) {
      changes.clear();
      ids.clear();
      try {
        return jdbi.inTransaction(handle -> {
          T value =
              work.run(handle, (event, tags) -> changes.add(new Change(event, List.of(tags))));
          changes.forEach(change -> ids.add(insert(handle, change)));
          return value;
        });
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !isDeadlock(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isDeadlock(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Tells this node's listeners what some node published, unless they have heard of it. */
  void heard(String message) {
    Message changes;
    try {
      changes = Json.mapper().readValue(message, Message.class);
    } catch (JsonProcessingException e) {
      LOG.debugf(e, "a node of another version: its change comes with the next poll");
      return;
    }
    if (!told.all(changes.ids())) {
      tellAlways(changes.ids(), changes.tags());
    }
  }

  /** Tells this node's listeners what a row says, unless they have heard of it. */
  void tell(long id, String tags) {
    if (told.all(List.of(id))) {
      return;
    }
    try {
      String[] each = Json.mapper().readValue(tags, String[].class);
      tellAlways(List.of(id), Set.copyOf(List.of(each)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tellAlways(List<Long> ids, Set<String> tags) {
    listeners.forEach(listener -> listener.onChange(tags));
    told.add(ids);
  }

  /**
   * The rows are not those that this node has read: the numbers it has heard of mean other changes
   * now, and anything may have changed.
   */
  void tellOfOtherRows() {
    told.clear();
    tellAlways(List.of(), Set.of(ChangeListener.ALL));
  }

  private void publish(Message changes) {
    if (redis != null) {
      // not awaited: the rows are certain, this is only quicker
      var _ = redis.send(Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(json(changes)));
    }
  }

  private long insert(Handle handle, Change change) {
    return handle
        .createUpdate("INSERT INTO outbox (event, tags, created_at) VALUES (:event, :tags, :now)")
        .bind("event", change.event())
        .bind("tags", json(change.tags()))
        .bind("now", clock.instant())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(long.class)
        .one();
  }

  private static String json(Object value) {
    return new String(Representation.bytes(value), java.nio.charset.StandardCharsets.UTF_8);
  }

  private record Change(String event, List<String> tags) {}

  /** What goes through Redis: the numbers of a transaction's rows, and the tags of all of them. */
  record Message(List<Long> ids, Set<String> tags) {}
}
