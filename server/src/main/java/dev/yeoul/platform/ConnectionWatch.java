package dev.yeoul.platform;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.HostAndPortImpl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a connection is in the middle of, and since when, in ticks of its event loop: {@link
 * LoopConnections} looks at it once a tick. Stands behind the codec; on its event loop only, and
 * without a clock or a timer per request.
 *
 * <p>It also lets pipelined requests on one by one, each when the answer before it is on its way,
 * and reads nothing meanwhile (Vert.x takes them all, and answers that nobody reads fill the
 * memory: one client could end a node). A client that was refused is not read for a moment either.
 * A request whose answer is ready goes no further than here.
 */
final class ConnectionWatch extends ChannelDuplexHandler {
  /** What the client is sending. */
  private enum Part {
    NOTHING,
    HEADER,
    BODY
  }

  private static final ByteBuf TOO_SLOW = tooSlow();

  private final LoopConnections loop;
  private final ReadyAnswers ready;
  private final ArrayDeque<Object> pipelined = new ArrayDeque<>(1);
  private Part part = Part.NOTHING;
  private long since;
  private boolean unanswered;
  private boolean messages;
  private boolean answerBegun;
  private boolean stuck;
  private boolean held;
  private boolean endsWithAnswer;
  private boolean answeredHere;
  private boolean flushDue;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ChannelHandlerContext wire;

  ConnectionWatch(LoopConnections loop, ReadyAnswers ready) {
    this.loop = loop;
    this.ready = ready;
    this.since = loop.tick();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    wire = ctx.pipeline().context(Connections.DECODER);
    loop.add(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.remove(this);
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    messages = true;
    if (!pipelined.isEmpty() || (message instanceof HttpRequest && !mayBegin(ctx))) {
      pipelined.add(message);
      ctx.channel().config().setAutoRead(false);
    } else {
      pass(ctx, message);
    }
  }

  private void pass(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      refuseBadHost(request);
      answeredHere = !endsWithAnswer && answer(ctx, request);
      if (answeredHere) {
        now(Part.NOTHING);
        return;
      }
      endsWithAnswer |= !HttpUtil.isKeepAlive(request);
      unanswered = true;
      answerBegun = false;
      now(Part.BODY);
    } else if (answeredHere) {
      ReferenceCountUtil.release(message); // its end: it has no body
      return;
    }
    if (message instanceof LastHttpContent) {
      now(Part.NOTHING);
    }
    ctx.fireChannelRead(message);
  }

  /**
   * As what can't be parsed: the router fails on it with a trace in the log, and where there is a
   * percent sign, with an exception and no answer.
   */
  private static void refuseBadHost(HttpRequest request) {
    String host = request.headers().get(HttpHeaderNames.HOST);
    boolean good = host != null && host.indexOf('%') < 0 && HostAndPortImpl.isValidAuthority(host);
    if (!good && request.decoderResult().isSuccess()) {
      request.setDecoderResult(
          DecoderResult.failure(
              new ProblemException(
                  PlatformProblem.MALFORMED_REQUEST,
                  "Send a Host header: the name that is called, and its port")));
    }
  }

  private boolean answer(ChannelHandlerContext ctx, HttpRequest request) {
    ChannelHandlerContext to = wire;
    ByteBuf answer = to == null ? null : ready.to(request, ctx.alloc());
    if (to == null || answer == null) {
      return false;
    }
    // ahead of the encoder, which expects messages
    var _ = to.write(answer, ctx.voidPromise());
    flushDue = true;
    return true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!messages && part == Part.NOTHING) {
      now(Part.HEADER); // bytes that do not make a message yet
    }
    messages = false;
    passReadComplete(ctx);
  }

  /** Vert.x writes out its answers then. */
  private void passReadComplete(ChannelHandlerContext ctx) {
    if (wire != null && flushDue) {
      flushDue = false;
      wire.flush();
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean goesOn = message instanceof HttpResponse head && head.status().code() == 100;
    if (!goesOn) {
      answerBegun = true;
      if (message instanceof LastHttpContent) {
        unanswered = false;
        since = loop.tick(); // what came while we were busy was not the client's delay
        goOnLater(ctx);
      }
    }
    var _ = ctx.write(message, promise); // the promise, which is the caller's
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    goOnLater(ctx);
  }

  /** Takes nothing more from the client until {@link #release()}. */
  void hold() {
    if (!held) {
      held = true;
      loop.hold(this);
    }
  }

  void release() {
    held = false;
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      goOn(ctx);
    }
  }

  /** Whether the next request may go on: the one before is answered, and the client takes that. */
  private boolean mayBegin(ChannelHandlerContext ctx) {
    return !unanswered && !held && ctx.channel().isWritable();
  }

  /** Not from within a write: Vert.x is not done yet, and each request would lie on the last. */
  private void goOnLater(ChannelHandlerContext ctx) {
    if (!pipelined.isEmpty()) {
      ctx.executor().execute(() -> goOn(ctx));
    }
  }

  private void goOn(ChannelHandlerContext ctx) {
    Object next = pipelined.peek();
    if (next == null) {
      return;
    }
    while (next != null && !(next instanceof HttpRequest && !mayBegin(ctx))) {
      pipelined.remove();
      pass(ctx, next);
      next = pipelined.peek();
    }
    passReadComplete(ctx);
    if (next == null) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void now(Part next) {
    part = next;
    since = loop.tick();
  }

  /** Ends the connection where it has been at one thing for too long. */
  void check(Connections.Patience patience) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    boolean full = !ctx.channel().isWritable();
    if (full && !stuck) {
      since = loop.tick();
    }
    stuck = full;
    long waited = loop.tick() - since;
    if (full) {
      if (waited > patience.idle()) {
        end(ctx, Cut.ANSWER, false);
      }
      return;
    }
    switch (part) {
      case HEADER -> {
        if (waited > patience.header() && !unanswered) {
          end(ctx, Cut.HEADER, true);
        }
      }
      case BODY -> {
        if (waited > patience.body()) {
          end(ctx, Cut.BODY, unanswered && !answerBegun);
        }
      }
      case NOTHING -> {
        if (waited > patience.idle() && !unanswered) {
          end(ctx, Cut.IDLE, false);
        }
      }
    }
  }

  private void end(ChannelHandlerContext ctx, Cut why, boolean mayAnswer) {
    loop.cut(why);
    if (mayAnswer && wire != null) {
      wire.writeAndFlush(TOO_SLOW.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = ctx.close();
    }
  }

  private static ByteBuf tooSlow() {
    PlatformProblem type = PlatformProblem.REQUEST_TIMEOUT;
    byte[] body =
        Representation.bytes(
            ProblemBody.members(new ProblemException(type, "Send the request faster")));
    String head =
        """
        HTTP/1.1 408 Request Timeout
        Content-Type: %s
        Cache-Control: private, no-store
        Connection: close
        Content-Length: %d

        """
            .formatted(ProblemBody.MEDIA_TYPE, body.length)
            .replace("\n", "\r\n");
    return Unpooled.unreleasableBuffer(
        Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body));
  }
}
