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
import io.vertx.core.http.HttpServerOptions;
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
 * What is answered directly is answered here, ahead of Vert.x.
 */
public final class Connections {
  /** What Vert.x calls the codec's first half. */
  static final String DECODER = "httpDecoder";

  private static final String ENCODER = "httpEncoder";

  /**
   * What is read at once: pipelined requests are decoded as they come, at ten times their size. Not
   * less than a {@link PlainRead} may have, or it takes two reads and the long way.
   */
  private static final RecvByteBufAllocator PARTS =
      new AdaptiveRecvByteBufAllocator(PlainRead.LONGEST, PlainRead.LONGEST, 16_384)
          .maxMessagesPerRead(1);

  /** Answers that a client has not taken, in bytes, at which it is read no more. */
  private static final WriteBufferWaterMark AHEAD = new WriteBufferWaterMark(8192, 16_384);

  /** How long clients may take, in seconds. */
  record Patience(int header, int body, int idle) {}

  private final DirectCalls direct;
  private final Patience patience;
  private final int limit;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<EventLoop, LoopConnections> loops = new ConcurrentHashMap<>();
  private final Map<Cut, Counter> cuts = new EnumMap<>(Cut.class);
  private final Counter refused;

  /** None yet. */
  public Connections(Settings.Load load, DirectCalls direct, MeterRegistry metrics) {
    this.direct = direct;
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

  /**
   * Watches over the connections of the server that listens, those that are there included. One
   * that speaks HTTP/2 as well, as the metrics' own does, is not for clients.
   *
   * @param options what the server takes from clients
   */
  public void watch(Vertx vertx, HttpServerOptions options) {
    VertxInternal internal = (VertxInternal) vertx;
    Greeter greeter = new Greeter(internal, options);
    for (EventExecutor acceptor : internal.getAcceptorEventLoopGroup()) {
      onChannels(
          acceptor,
          channel -> {
            if (channel instanceof ServerChannel
                && channel.pipeline().get(Acceptor.class) == null) {
              channel.pipeline().addFirst(new Acceptor(greeter));
            }
          });
    }
    for (EventExecutor loop : internal.getEventLoopGroup()) {
      // they may be in the middle of a call
      onChannels(
          loop,
          channel -> {
            if (isNewClient(channel)) {
              watch(channel, new ConnectionWatch(of(internal, channel), DirectCalls.NONE));
            }
          });
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

  private static boolean isNewClient(Channel channel) {
    return channel.pipeline().context(ENCODER) != null
        && channel.pipeline().get(ConnectionWatch.class) == null;
  }

  /** On the channel's event loop. */
  private void watch(Channel channel, ConnectionWatch watch) {
    open.incrementAndGet();
    channel.config().setRecvByteBufAllocator(PARTS).setWriteBufferWaterMark(AHEAD);
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
    channel.pipeline().addAfter(ENCODER, null, watch);
  }

  private LoopConnections of(VertxInternal vertx, Channel channel) {
    return loops.computeIfAbsent(
        channel.eventLoop(),
        key ->
            new LoopConnections(
                vertx.createEventLoopContext(key, null, null), patience, this::count));
  }

  private void count(Cut why) {
    @Nullable Counter counter = cuts.get(why);
    if (counter != null) {
      counter.increment();
    }
  }

  /** On a listening socket: gives each new connection its greeter. */
  private static final class Acceptor extends ChannelInboundHandlerAdapter {
    private final Greeter greeter;

    Acceptor(Greeter greeter) {
      this.greeter = greeter;
    }

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
    private final VertxInternal vertx;
    private final HttpServerOptions options;

    Greeter(VertxInternal vertx, HttpServerOptions options) {
      this.vertx = vertx;
      this.options = options;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      if (isNewClient(ctx.channel())) {
        if (open.get() >= limit) {
          refused.increment();
          Admission.refuse(ctx);
          return;
        }
        greet(ctx.channel());
      }
      ctx.pipeline().remove(this);
      ctx.fireChannelActive();
    }

    private void greet(Channel channel) {
      LoopConnections loop = of(vertx, channel);
      ConnectionWatch watch = new ConnectionWatch(loop, direct);
      channel
          .pipeline()
          .replace(DECODER, DECODER, new PlainReadDecoder(options, loop.read(), watch));
      watch(channel, watch);
    }
  }
}
