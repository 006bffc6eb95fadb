package dev.yeoul.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections of this node: bounded in number, and ended where a header, a body or the
 * next request takes too long. Vert.x has only an idle time-out, which a byte a second keeps alive.
 * What has a ready answer gets it here, ahead of Vert.x.
 */
public final class Connections {
  /** What Vert.x calls the codec's first half. */
  static final String DECODER = "httpDecoder";

  private static final String ENCODER = "httpEncoder";

  /** What is read at once: pipelined requests are decoded as they come, at ten times their size. */
  private static final RecvByteBufAllocator PARTS =
      new AdaptiveRecvByteBufAllocator(64, 2048, 16_384).maxMessagesPerRead(1);

  /** Answers that a client has not taken, in bytes, at which it is read no more. */
  private static final WriteBufferWaterMark AHEAD = new WriteBufferWaterMark(8192, 16_384);

  /** For connections that may be in the middle of a call when they are found. */
  private static final ReadyAnswers NOT_AHEAD = (request, buffers) -> null;

  /** How long clients may take, in seconds. */
  record Patience(int header, int body, int idle) {}

  private final ReadyAnswers ready;
  private final Patience patience;
  private final int limit;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<EventLoop, LoopConnections> loops = new ConcurrentHashMap<>();
  private final Map<Cut, Counter> cuts = new EnumMap<>(Cut.class);
  private final Counter refused;
  private final Greeter greeter = new Greeter();

  /** None yet. */
  public Connections(Settings.Load load, ReadyAnswers ready, MeterRegistry metrics) {
    this.ready = ready;
    this.patience = new Patience(load.headerSeconds(), load.bodySeconds(), load.idleSeconds());
    this.limit = load.connections();
    for (Cut cut : Cut.values()) {
      cuts.put(
          cut,
          Counter.builder("yeoul.http.connections.cut")
              .description("Connections ended because the client took too long")
              .tag("reason", cut.name().toLowerCase(Locale.ROOT))
              .register(metrics));
    }
    this.refused = Admission.refusals(metrics, "connections");
    Gauge.builder("yeoul.http.connections", open, AtomicInteger::get).register(metrics);
  }

  /** Watches over the connections of every server that listens, those that are there included. */
  public void watch(Vertx vertx) {
    for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      onChannels(
          acceptor,
          channel -> {
            if (channel instanceof ServerChannel
                && channel.pipeline().get(Acceptor.class) == null) {
              channel.pipeline().addFirst(new Acceptor());
            }
          });
    }
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      onChannels(loop, channel -> watch(channel, NOT_AHEAD));
    }
  }

  /** Reads nothing more from a client for a moment, once its call has been refused. */
  static void hold(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ConnectionWatch watch = base.channel().pipeline().get(ConnectionWatch.class);
      if (watch != null) {
        watch.hold();
      }
    }
  }

  private static void onChannels(
      EventExecutor executor, java.util.function.Consumer<Channel> action) {
    var _ =
        executor.submit(() ->
            ((SingleThreadEventLoop) executor)
                .registeredChannelsIterator()
                .forEachRemaining(action));
  }

  /** On the channel's event loop. */
  private void watch(Channel channel, ReadyAnswers answers) {
    ChannelHandlerContext encoder = channel.pipeline().context(ENCODER);
    if (encoder == null || channel.pipeline().get(ConnectionWatch.class) != null) {
      return; // no client of ours, or watched already
    }
    open.incrementAndGet();
    channel.config().setRecvByteBufAllocator(PARTS).setWriteBufferWaterMark(AHEAD);
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    channel
        .pipeline()
        .addAfter(ENCODER, null, new ConnectionWatch(of(channel.eventLoop()), answers));
  }

  private LoopConnections of(EventLoop loop) {
    return loops.computeIfAbsent(loop, key -> new LoopConnections(key, patience, this::count));
  }

  private void count(Cut why) {
    @Nullable Counter counter = cuts.get(why);
    if (counter != null) {
      counter.increment();
    }
  }

  /** On a listening socket: gives each new connection its greeter. */
  private final class Acceptor extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      if (accepted instanceof Channel channel) {
        channel.pipeline().addLast(greeter);
      }
      ctx.fireChannelRead(accepted);
    }
  }

  /** On a new connection, until it is watched or refused. */
  @Sharable
  private final class Greeter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      if (open.get() >= limit) {
        refused.increment();
        Admission.refuse(ctx);
        return;
      }
      watch(ctx.channel(), ready);
      ctx.pipeline().remove(this);
      ctx.fireChannelActive();
    }
  }
}
