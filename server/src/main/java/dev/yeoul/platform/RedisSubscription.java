package dev.yeoul.platform;

import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears a pub/sub channel and subscribes again after each loss, with backoff. Messages of the time
 * in between are gone: whoever needs certainty asks the change rows.
 */
public final class RedisSubscription implements AutoCloseable {
  private final ContextInternal context;
  private final RedisOptions options;
  private final String channel;
  private final Consumer<String> onMessage;
  private final Backoff backoff = new Backoff();

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
    // a frozen Redis takes the connection and says nothing
    long patience =
        context
            .owner()
            .setTimer(RedisLane.TIMEOUT_MILLIS, id -> context.runOnContext(v -> again(fresh)));
    fresh
        .connect()
        .onSuccess(connection -> {
          if (context.owner().cancelTimer(patience)) {
            listen(fresh, connection);
          }
        })
        .onFailure(failure -> {
          context.owner().cancelTimer(patience);
          again(fresh);
        });
  }

  private void listen(Redis owner, RedisConnection connection) {
    connection.handler(message -> heard(owner, message));
    connection.exceptionHandler(failure -> again(owner));
    connection.endHandler(v -> again(owner));
    connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).onFailure(failure -> again(owner));
  }

  private void heard(Redis owner, @Nullable Response message) {
    if (message == null) {
      return;
    }
    if (message.type() == ResponseType.ERROR) {
      again(owner); // refused, as by an access list that is being changed
    } else if (message.size() == 3) {
      switch (message.get(0).toString()) {
        case "subscribe" -> backoff.reset();
        case "message" -> onMessage.accept(message.get(2).toString());
        default -> {}
      }
    }
  }

  private void again(Redis owner) {
    if (!owner.equals(client)) {
      return;
    }
    client = null;
    owner.close();
    if (!closed) {
      context.owner().setTimer(backoff.next(), id -> context.runOnContext(v -> open()));
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
