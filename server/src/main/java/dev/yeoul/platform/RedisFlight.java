package dev.yeoul.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, from the first attempt to its end, and what is in flight on it. Redis
 * answers in order, so the age of the oldest command tells whether it hangs. For one event loop.
 */
final class RedisFlight {
  /** More than for a command: the first connection loads the client's classes. */
  private static final long CONNECT_NANOS = 5_000_000_000L;

  private final Redis client;
  private final ArrayDeque<Long> sentAt = new ArrayDeque<>();
  private final Promise<RedisConnection> opening = Promise.promise();
  private final long startedAt = System.nanoTime();

  private @Nullable RedisConnection connection;
  private int waiting;
  private long answers;

  RedisFlight(Redis client) {
    this.client = client;
  }

  boolean isOpen() {
    return connection != null;
  }

  void opened(RedisConnection made) {
    connection = made;
    opening.complete(made);
  }

  /** Fails what waits for the connection; closing the socket fails what waits for an answer. */
  void end() {
    connection = null;
    opening.tryFail(ProblemException.unavailable("Redis"));
    client.close();
  }

  Future<Response> send(Request request) {
    RedisConnection ready = connection;
    if (ready != null) {
      return write(ready, request);
    }
    if (waiting >= RedisLane.MAX_IN_FLIGHT) {
      return Future.failedFuture(ProblemException.unavailable("Redis"));
    }
    waiting++;
    return opening.future().compose(made -> write(made, request));
  }

  /**
   * Whether the connection takes too long to be made, or an answer to come; it may be here and not
   * read yet.
   */
  boolean hangs() {
    long now = System.nanoTime();
    if (connection == null) {
      return now - startedAt > CONNECT_NANOS;
    }
    Long oldest = sentAt.peek();
    return oldest != null && now - oldest > RedisLane.TIMEOUT_MILLIS * 1_000_000L;
  }

  /** How many commands have been answered so far. */
  long answers() {
    return answers;
  }

  private Future<Response> write(RedisConnection ready, Request request) {
    if (sentAt.size() >= RedisLane.MAX_IN_FLIGHT) {
      return Future.failedFuture(ProblemException.unavailable("Redis"));
    }
    sentAt.add(System.nanoTime());
    Future<Response> answer = ready.send(request);
    // the bookkeeping is this connection's own: answers that fail late can't touch the next one's
    answer.onComplete(done -> {
      sentAt.poll();
      answers++;
    });
    return answer;
  }
}
