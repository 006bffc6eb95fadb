package dev.yeoul.platform;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;

/**
 * The end of a connection that has had its last request, in stages (RFC 9112, section 9.6): what
 * still comes is read for a while, but not heard, and the client is told that no more follows its
 * last answer. Were the connection closed with something unread, the system would reset it, and the
 * client might lose that answer.
 */
final class Farewell {
  /** How long the client has to close its side, in seconds. */
  private static final int PATIENCE = 5;

  /** What is read but not heard, in messages, of 8 KB at the most. */
  private static final int MOST_UNHEARD = 2048;

  private final ChannelHandlerContext client;
  private int unheard;
  private boolean said;
  private int seconds;

  Farewell(ChannelHandlerContext client) {
    this.client = client;
  }

  /** Whether an answer says that it is the last. Vert.x goes by what the request said alone. */
  static boolean isIn(HttpResponse head) {
    return head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  /** Takes what comes too late. Vert.x would drop it too, and not release it. */
  void drop(Object message) {
    ReferenceCountUtil.release(message);
    client.channel().config().setAutoRead(++unheard < MOST_UNHEARD);
  }

  /** Says that no more comes, once the last answer has been written. */
  void sayAfter(ChannelFuture lastAnswer) {
    // not from within a write; Vert.x closes by itself what its client wanted closed
    lastAnswer.addListener(written -> client.executor().execute(this::say));
  }

  private void say() {
    if (client.channel() instanceof DuplexChannel socket && socket.isActive()) {
      said = true;
      var _ = socket.shutdownOutput();
    }
  }

  /** Whether the client has been told, and has nothing to do but close. */
  boolean isSaid() {
    return said;
  }

  /** A second has passed since it was told. */
  void tick() {
    if (++seconds > PATIENCE) {
      var _ = client.close();
    }
  }
}
