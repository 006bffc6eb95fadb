package dev.yeoul.platform;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Redis over one pipelined connection per event loop: a call from an event loop stays on it, and no
 * pool's limits refuse load. A connection that breaks or hangs fails what was in flight at once
 * with 503 and comes back by itself, with backoff; nothing is sent twice.
 */
public final class RedisPipeline implements AutoCloseable {
  /** Callers that are not on an event loop (virtual threads, the worker) share these lanes. */
  private static final int OFF_LOOP_LANES = 2;

  private static final long CALL_MILLIS = RedisLane.TIMEOUT_MILLIS + 1000;

  private final VertxInternal vertx;
  private final RedisOptions options;
  private final int port;
  private final Map<EventLoop, RedisLane> lanes = new ConcurrentHashMap<>();
  private final List<RedisLane> offLoop;
  private final AtomicInteger next = new AtomicInteger();

  /** Connects when it is first used. */
  public RedisPipeline(Vertx vertx, Settings.RedisServer server) {
    this.vertx = (VertxInternal) vertx;
    this.options = options(server);
    this.port = server.port();
    this.offLoop =
        java.util.stream.IntStream.range(0, OFF_LOOP_LANES)
            .mapToObj(i -> new RedisLane(this.vertx.createEventLoopContext(), options, port))
            .toList();
  }

  /** Sends a command. Fails with 503 where Redis does not answer within 2 s. */
  public Future<Response> send(Request request) {
    return lane().send(request);
  }

  /**
   * Sends a command and waits for the answer; for virtual threads.
   *
   * @return null for a nil answer
   * @throws ProblemException 503 where Redis does not answer
   */
  @SuppressWarnings("NullAway") // a nil answer is null in the client's own contract
  public Response call(Request request) {
    return await(send(request));
  }

  /** Sends commands in one go and waits for the answers, in their order; for virtual threads. */
  public List<Response> callAll(List<Request> requests) {
    RedisLane lane = lane();
    List<Future<Response>> answers = requests.stream().map(lane::send).toList();
    return answers.stream().map(RedisPipeline::await).toList();
  }

  /** Hears what is published on a channel, also after reconnects, until this is closed. */
  public RedisSubscription subscribe(
      String channel, java.util.function.Consumer<String> onMessage) {
    return new RedisSubscription(vertx.createEventLoopContext(), options, channel, onMessage);
  }

  /** Waits for an answer on a thread that may block. */
  @SuppressWarnings("NullAway") // a nil answer is null in the client's own contract
  public static <T extends @Nullable Object> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(CALL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("Redis");
    } catch (TimeoutException e) {
      throw ProblemException.unavailable("Redis");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private RedisLane lane() {
    ContextInternal context = (ContextInternal) Vertx.currentContext();
    if (context != null && context.isEventLoopContext() && context.inThread()) {
      return lanes.computeIfAbsent(
          context.nettyEventLoop(), loop -> new RedisLane(context.unwrap(), options, port));
    }
    return offLoop.get(Math.floorMod(next.getAndIncrement(), OFF_LOOP_LANES));
  }

  private static RedisOptions options(Settings.RedisServer server) {
    String password = server.password().value();
    String credentials =
        password.isEmpty() ? "" : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "@";
    return new RedisOptions()
        .setConnectionString("redis://" + credentials + server.host() + ":" + server.port())
        .setMaxPoolSize(1)
        .setMaxPoolWaiting(4)
        .setMaxWaitingHandlers(RedisLane.MAX_IN_FLIGHT)
        .setNetClientOptions(
            new NetClientOptions()
                .setConnectTimeout(2000)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true));
  }

  @Override
  public void close() {
    lanes.values().forEach(RedisLane::close);
    offLoop.forEach(RedisLane::close);
  }
}
