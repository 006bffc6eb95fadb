package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.Shown;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.inject.Singleton;

/**
 * Puts what viewers were shown, and what of it they chose, on the viewing streams: a worker brings
 * it to MongoDB as it does with what they watched. Never blocks.
 */
@Singleton
public final class ViewerBehaviour {
  private final RedisPipeline redis;

  ViewerBehaviour(RedisPipeline redis) {
    this.redis = redis;
  }

  /** Accepts a showing; done once Redis has it, fails with 503 where Redis does not answer. */
  public Future<Void> shown(Shown shown) {
    return add(shown);
  }

  /** Accepts a choice; done once Redis has it, fails with 503 where Redis does not answer. */
  public Future<Void> clicked(Clicked clicked) {
    return add(clicked);
  }

  private Future<Void> add(ViewingEvent event) {
    return redis
        .send(
            Request.cmd(Command.XADD)
                .arg(ViewingKeys.stream(new UserId(event.userId())))
                .arg("*")
                .arg("e")
                .arg(event.text()))
        .mapEmpty();
  }
}
