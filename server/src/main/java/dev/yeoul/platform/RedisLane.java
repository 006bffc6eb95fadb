package dev.yeoul.platform;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pipelined connection that belongs to one event loop; its state is touched on that loop only.
 * A connection that breaks or hangs fails what is in flight on it, and nothing is sent again:
 * nobody knows what of it was done. Until the next one stands commands fail at once instead of
 * waiting.
 */
final class RedisLane {
  static final int TIMEOUT_MILLIS = 2000;
  static final int MAX_IN_FLIGHT = 16_384;

  private static final int SWEEP_MILLIS = 250;

  /** What was sent at the end of one turn is answered in the next, or just after its look. */
  private static final int TURNS_TO_ANSWER = 3;

  /** Commands in one write. */
  private static final int MOST_TOGETHER = 256;

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
  private final int port;
  private final Backoff backoff = new Backoff();
  private final long sweep;

  private @Nullable RedisFlight current;
  private boolean recovering;
  private long retryAtNanos;
  private boolean closed;

  /** One to the server that the options name, at this port. */
  RedisLane(ContextInternal context, RedisOptions options, int port) {
    this.context = context;
    this.options = options;
    this.port = port;
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
      RedisFlight old = current;
      current = null;
      if (old != null) {
        old.end();
      }
    });
  }

  private Future<Response> sendHere(Request request) {
    RedisFlight flight = flight();
    if (flight == null || (recovering && !flight.isOpen())) {
      return unavailable();
    }
    return flight.send(request).recover(failure -> Future.failedFuture(translated(failure)));
  }

  /** The connection, being made if need be; null while it is too early to try again. */
  private @Nullable RedisFlight flight() {
    if (current == null && !closed && (!recovering || System.nanoTime() - retryAtNanos >= 0)) {
      connect();
    }
    return current;
  }

  private void connect() {
    Redis client = Redis.createClient(context.owner(), options);
    RedisFlight fresh = new RedisFlight(client);
    current = fresh;
    client.connect().onSuccess(opened -> opened(fresh, opened)).onFailure(failure -> lost(fresh));
  }

  private void opened(RedisFlight fresh, RedisConnection connection) {
    if (current != fresh) {
      return; // given up meanwhile: its end closes the connection
    }
    connection.exceptionHandler(failure -> lost(fresh));
    connection.endHandler(v -> lost(fresh));
    writeTogether();
    backoff.reset();
    recovering = false;
    fresh.opened(connection);
  }

  /**
   * What one turn of the event loop sends goes out in one write, where the client would make one of
   * each command. It does not show its channel, hence the look at all that the loop has.
   */
  private void writeTogether() {
    ((SingleThreadEventLoop) context.nettyEventLoop())
        .registeredChannelsIterator()
        .forEachRemaining(channel -> {
          if (channel.remoteAddress() instanceof InetSocketAddress remote
              && remote.getPort() == port
              && channel.pipeline().get(FlushConsolidationHandler.class) == null) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_TOGETHER, true));
          }
        });
  }

  /** Gives up a connection that hangs, and makes a new one also where nobody asks for it. */
  private void sweep() {
    RedisFlight flight = current;
    if (flight == null) {
      if (recovering) {
        var _ = flight();
      }
    } else if (flight.hangs()) {
      giveUp(flight, flight.answers(), TURNS_TO_ANSWER);
    }
  }

  /**
   * Gives up a connection, unless an answer comes within some turns of the event loop: one that is
   * overloaded takes seconds for a turn, and what it has sent early in a turn looks late at its
   * end, when nobody could have read the answer yet.
   */
  private void giveUp(RedisFlight flight, long answers, int turns) {
    if (current != flight || flight.answers() != answers) {
      return;
    }
    if (turns == 0) {
      lost(flight);
    } else {
      context.owner().setTimer(1, id -> giveUp(flight, answers, turns - 1));
    }
  }

  /** It is of no use any more; what is in flight fails, and the next try comes later. */
  private void lost(RedisFlight which) {
    if (current != which) {
      return;
    }
    current = null;
    recovering = true;
    retryAtNanos = System.nanoTime() + backoff.next() * 1_000_000L;
    which.end();
  }

  private static Future<Response> unavailable() {
    return Future.failedFuture(ProblemException.unavailable("Redis"));
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
