package dev.yeoul.platform;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a connection is in the middle of, and since when, in ticks of its event loop: {@link
 * LoopConnections} looks at it once a tick. Stands behind the codec; on its event loop only, and
 * without a clock or a timer per request.
 *
 * <p>It also lets pipelined requests on one by one, each when the answer before it is on its way,
 * and reads nothing meanwhile (Vert.x takes them all, and answers that nobody reads fill the
 * memory: one client could end a node). A client that was refused is not read for a moment either,
 * and an answer that says {@code Connection: close} is the last. A call that is answered directly
 * goes no further than here, and a {@link PlainRead} whose answer is in memory not even through the
 * codec.
 */
final class ConnectionWatch extends ChannelDuplexHandler implements DirectCalls.Client {
  /** What the client is sending. */
  private enum Part {
    NOTHING,
    HEADER,
    BODY
  }

  private final LoopConnections loop;
  private final DirectCalls direct;
  private final ArrayDeque<Object> pipelined = new ArrayDeque<>(1);
  private Part part = Part.NOTHING;
  private long since;
  private boolean unanswered;
  private boolean messages;
  private boolean answerBegun;
  private boolean stuck;
  private boolean held;
  private boolean endsWithAnswer;
  private boolean refusedHere;
  private boolean flushDue;
  private @Nullable HttpRequest kept;
  private @Nullable Farewell farewell;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ChannelHandlerContext wire;

  ConnectionWatch(LoopConnections loop, DirectCalls direct) {
    this.loop = loop;
    this.direct = direct;
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
    if (!pipelined.isEmpty() || waits(ctx, message)) {
      pipelined.add(message);
      ctx.channel().config().setAutoRead(false);
    } else {
      pass(ctx, message);
    }
  }

  private void pass(ChannelHandlerContext ctx, Object message) {
    if (farewell != null || (endsWithAnswer && message instanceof HttpRequest)) {
      farewell(ctx).drop(message);
    } else if (message instanceof HttpRequest request) {
      begin(ctx, request);
    } else if (refusedHere) {
      ReferenceCountUtil.release(message); // its end: it has no body
    } else if (!take(message)) {
      passKept(ctx);
      if (message instanceof LastHttpContent) {
        now(Part.NOTHING);
      }
      ctx.fireChannelRead(message);
    }
  }

  private Farewell farewell(ChannelHandlerContext ctx) {
    Farewell known = farewell;
    if (known == null) {
      known = new Farewell(ctx);
      farewell = known;
    }
    return known;
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    HostRule.apply(request, ctx.channel());
    refusedHere = refuseEarly(ctx, request);
    if (refusedHere) {
      return;
    }
    kept = request;
    if (!direct.mayTake(request)) {
      passKept(ctx);
    }
  }

  /** The head of a call that is not answered here goes on. */
  private void passKept(ChannelHandlerContext ctx) {
    HttpRequest head = kept;
    if (head != null) {
      kept = null;
      endsWithAnswer |= !HttpUtil.isKeepAlive(head);
      unanswered = true;
      answerBegun = false;
      now(Part.BODY);
      ctx.fireChannelRead(head);
    }
  }

  /** Whether a call is answered here, now that its body has come. */
  private boolean take(Object message) {
    HttpRequest head = kept;
    if (head == null
        || !(message instanceof LastHttpContent body)
        || !body.decoderResult().isSuccess()) {
      return false;
    }
    unanswered = true;
    ContextInternal context = loop.context();
    ContextInternal before = context.beginDispatch();
    boolean passes = false;
    try {
      passes = !direct.take(head, body.content(), this);
    } finally {
      context.endDispatch(before);
      if (!passes) {
        kept = null;
        now(Part.NOTHING);
        body.release();
      }
    }
    return !passes;
  }

  @Override
  public void answer(ByteBuf answer) {
    ChannelHandlerContext ctx = context;
    ChannelHandlerContext to = wire;
    if (ctx == null || to == null || !ctx.channel().isActive()) {
      answer.release();
      return;
    }
    ChannelPromise written = endsWithAnswer ? ctx.newPromise() : ctx.voidPromise();
    var _ = to.writeAndFlush(answer, written);
    answered(ctx, written);
  }

  @Override
  public void answerLast(ByteBuf answer) {
    endsWithAnswer = true;
    answer(answer);
  }

  @Override
  public void refuse(ByteBuf answer) {
    hold();
    answer(answer);
  }

  @Override
  public void giveUp() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      var _ = ctx.close();
    }
  }

  /** Whether the request that comes next may be answered before it goes anywhere. */
  boolean mayAnswer() {
    ChannelHandlerContext ctx = context;
    return ctx != null && !endsWithAnswer && pipelined.isEmpty() && mayBegin(ctx);
  }

  /** Answers that request, if the answer is in memory. */
  boolean answers(PlainRead read) {
    ChannelHandlerContext ctx = context;
    boolean answered = ctx != null && writeNow(ctx, direct.ready(read, ctx.alloc()));
    messages |= answered;
    return answered;
  }

  private boolean refuseEarly(ChannelHandlerContext ctx, HttpRequest request) {
    boolean refused = writeNow(ctx, direct.refusal(request));
    if (refused) {
      hold();
    }
    return refused;
  }

  /** Writes an answer, if there is one, which is flushed when all that has come is read. */
  private boolean writeNow(ChannelHandlerContext ctx, @Nullable ByteBuf answer) {
    ChannelHandlerContext to = wire;
    if (answer == null || to == null) {
      return false;
    }
    // ahead of the encoder, which expects messages
    var _ = to.write(answer, ctx.voidPromise());
    flushDue = true;
    now(Part.NOTHING);
    return true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!messages && part == Part.NOTHING && farewell == null) {
      now(Part.HEADER); // bytes that do not make a message yet
    }
    messages = false;
    passReadComplete(ctx);
  }

  /**
   * Vert.x writes out its answers then. A call whose body does not come along with its head goes
   * the usual way, which knows of it while it waits.
   */
  private void passReadComplete(ChannelHandlerContext ctx) {
    passKept(ctx);
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
      endsWithAnswer |= message instanceof HttpResponse head && Farewell.isIn(head);
      if (message instanceof LastHttpContent) {
        writeEnd(ctx, message, promise);
        return;
      }
    }
    var _ = ctx.write(message, promise); // the promise, which is the caller's
  }

  private void writeEnd(ChannelHandlerContext ctx, Object end, ChannelPromise promise) {
    ChannelPromise written = endsWithAnswer ? promise.unvoid() : promise;
    var _ = ctx.write(end, written);
    answered(ctx, written);
  }

  private void answered(ChannelHandlerContext ctx, ChannelFuture written) {
    unanswered = false;
    since = loop.tick(); // what came while we were busy was not the client's delay
    if (endsWithAnswer) {
      part = Part.NOTHING; // what is left of the body does not count
      farewell(ctx).sayAfter(written);
    }
    goOnLater(ctx);
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

  private boolean waits(ChannelHandlerContext ctx, Object message) {
    return message instanceof HttpRequest && !endsWithAnswer && !mayBegin(ctx);
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
    while (next != null && !waits(ctx, next)) {
      pipelined.remove();
      pass(ctx, next);
      next = pipelined.peek();
    }
    passReadComplete(ctx);
    if (next == null && farewell == null) {
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
    if (farewell != null && farewell.isSaid()) {
      farewell.tick();
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
      wire.writeAndFlush(WireAnswer.tooSlow()).addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = ctx.close();
    }
  }
}
