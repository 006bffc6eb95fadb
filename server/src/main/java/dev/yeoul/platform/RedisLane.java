package dev.yeoul.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One pipelined connection that belongs to one event loop; its state is touched on that loop only.
 * Redis answers in order, so the age of the oldest command in flight tells whether it hangs.
 */
final class RedisLane {
  static final int TIMEOUT_MILLIS = 2000;
  static final int MAX_IN_FLIGHT = 16_384;

  private static final int SWEEP_MILLIS = 250;
  private static final int FIRST_BACKOFF_MILLIS = 50;
  private static final int MAX_BACKOFF_MILLIS = 2000;

  /** Answers by which Redis says that it can't serve now, rather than that the command is wrong. */
  private static final List<String> OUTAGES =
      List.of(
          "OOM",
          "MISCONF",
          "LOADING",
          "READONLY",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "NOAUTH",
          "WRONGPASS",
          "CONNECTION_CLOSED");

  private final ContextInternal context;
  private final RedisOptions options;
  private final ArrayDeque<Long> sentAt = new ArrayDeque<>();
  private final long sweep;

  private @Nullable Redis client;
  private @Nullable Future<RedisConnection> connection;
  private int backoffMillis = FIRST_BACKOFF_MILLIS;
  private long retryAtNanos = System.nanoTime();
  private boolean closed;

  RedisLane(ContextInternal context, RedisOptions options) {
    this.context = context;
    this.options = options;
    this.sweep =
        context.owner().setPeriodic(SWEEP_MILLIS, id -> context.runOnContext(v -> sweep()));
  }

  Future<Response> send(Request request) {
    if (context.inThread()) {
      return sendHere(request);
    }
    Promise<Response> promise = Promise.promise();
    context.runOnContext(v -> sendHere(request).onComplete(promise));
    return promise.future();
  }

  void close() {
    context.owner().cancelTimer(sweep);
    context.runOnContext(v -> {
      closed = true;
      drop();
    });
  }

  private Future<Response> sendHere(Request request) {
    Future<RedisConnection> live = connected();
    RedisConnection ready = live.result();
    return ready != null ? write(ready, request) : live.compose(opened -> write(opened, request));
  }

  private Future<Response> write(RedisConnection ready, Request request) {
    if (sentAt.size() >= MAX_IN_FLIGHT) {
      return Future.failedFuture(ProblemException.unavailable("Redis"));
    }
    sentAt.add(System.nanoTime());
    return ready
        .send(request)
        .transform(answer -> {
          sentAt.poll();
          return answer.succeeded()
              ? Future.succeededFuture(answer.result())
              : Future.failedFuture(translated(answer.cause()));
        });
  }

  /** The connection, being made if need be; a failed future while it is too early to try again. */
  private Future<RedisConnection> connected() {
    if (connection != null) {
      return connection;
    }
    if (closed || System.nanoTime() - retryAtNanos < 0) {
      return Future.failedFuture(ProblemException.unavailable("Redis"));
    }
    Redis fresh = Redis.createClient(context.owner(), options);
    client = fresh;
    Future<RedisConnection> opening =
        fresh
            .connect()
            .onSuccess(opened -> {
              backoffMillis = FIRST_BACKOFF_MILLIS;
              opened.exceptionHandler(failure -> lost(fresh));
              opened.endHandler(v -> lost(fresh));
            })
            .onFailure(failure -> lost(fresh))
            .recover(failure -> Future.failedFuture(translated(failure)));
    if (client == fresh) {
      connection = opening;
    }
    return opening;
  }

  private void sweep() {
    Long oldest = sentAt.peek();
    Redis current = client;
    if (oldest != null
        && current != null
        && System.nanoTime() - oldest > TIMEOUT_MILLIS * 1_000_000L) {
      lost(current);
    }
  }

  /** The client is of no use any more; what is in flight fails, and the next try comes later. */
  private void lost(Redis which) {
    if (client != which) {
      return;
    }
    drop();
    int jitter = ThreadLocalRandom.current().nextInt(backoffMillis / 2 + 1);
    retryAtNanos = System.nanoTime() + (backoffMillis / 2 + jitter) * 1_000_000L;
    backoffMillis = Math.min(backoffMillis * 2, MAX_BACKOFF_MILLIS);
  }

  private void drop() {
    Redis old = client;
    client = null;
    connection = null;
    if (old != null) {
      old.close(); // closes the socket, which fails what waits on it
    }
  }

  private static Throwable translated(Throwable failure) {
    if (failure instanceof ProblemException) {
      return failure;
    }
    String message = String.valueOf(failure.getMessage());
    boolean answered = failure instanceof ErrorType;
    boolean outage = !answered || OUTAGES.stream().anyMatch(message::startsWith);
    return outage ? ProblemException.unavailable("Redis") : failure;
  }
}
