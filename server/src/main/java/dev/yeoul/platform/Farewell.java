package dev.yeoul.platform;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;

/** The end of a connection whose last request has come: what follows is read, but not heard. */
final class Farewell {
  /** What is read so, in messages, of 8 KB at the most. */
  private static final int MOST_UNHEARD = 2048;

  private final Channel client;
  private int unheard;

  Farewell(Channel client) {
    this.client = client;
  }

  /** Takes what comes too late. Vert.x would drop it too, and not release it. */
  void drop(Object message) {
    ReferenceCountUtil.release(message);
    client.config().setAutoRead(++unheard < MOST_UNHEARD);
  }
}
