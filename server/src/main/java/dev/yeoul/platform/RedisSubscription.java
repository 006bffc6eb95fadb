package dev.yeoul.platform;

import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears a pub/sub channel and subscribes again after each loss. Messages of the time in between are
 * gone: whoever needs certainty asks the change rows.
 */
public final class RedisSubscription implements AutoCloseable {
  private static final long RETRY_MILLIS = 500;

  private final ContextInternal context;
  private final RedisOptions options;
  private final String channel;
  private final Consumer<String> onMessage;

  private @Nullable Redis client;
  private boolean closed;

  RedisSubscription(
      ContextInternal context, RedisOptions options, String channel, Consumer<String> onMessage) {
    this.context = context;
    this.options = options;
    this.channel = channel;
    this.onMessage = onMessage;
    context.runOnContext(v -> open());
  }

  private void open() {
    if (closed) {
      return;
    }
    Redis fresh = Redis.createClient(context.owner(), options);
    client = fresh;
    fresh
        .connect()
        .onSuccess(connection -> listen(fresh, connection))
        .onFailure(failure -> again(fresh));
  }

  private void listen(Redis owner, RedisConnection connection) {
    connection.handler(this::heard);
    connection.exceptionHandler(failure -> again(owner));
    connection.endHandler(v -> again(owner));
    connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).onFailure(failure -> again(owner));
  }

  private void heard(@Nullable Response message) {
    if (message != null && message.size() == 3 && "message".equals(message.get(0).toString())) {
      onMessage.accept(message.get(2).toString());
    }
  }

  private void again(Redis owner) {
    if (client != owner) {
      return;
    }
    client = null;
    owner.close();
    if (!closed) {
      context.owner().setTimer(RETRY_MILLIS, id -> context.runOnContext(v -> open()));
    }
  }

  @Override
  public void close() {
    context.runOnContext(v -> {
      closed = true;
      Redis old = client;
      client = null;
      if (old != null) {
        old.close();
      }
    });
  }
}
