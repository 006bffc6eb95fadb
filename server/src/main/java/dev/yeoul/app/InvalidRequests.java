package dev.yeoul.app;

import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemBody;
import dev.yeoul.platform.ProblemException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.VertxHandler;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers what can't be parsed as HTTP with a problem. No router sees such a request: each
 * connection has a handler for it, which Vert.x lets one set on the server, and Quarkus does not.
 */
@Singleton
final class InvalidRequests {
  /** From the moment the port is open. */
  void listening(@ObservesAsync HttpServerStart event, Vertx vertx) {
    VertxInternal loops = (VertxInternal) vertx;
    for (EventExecutor acceptor : loops.getAcceptorEventLoopGroup()) {
      onChannels(acceptor, InvalidRequests::greetNewOnes);
    }
    for (EventExecutor loop : loops.getEventLoopGroup()) {
      onChannels(loop, InvalidRequests::adopt);
    }
  }

  private static void onChannels(EventExecutor loop, Consumer<Channel> action) {
    var _ =
        loop.submit(() ->
            ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(action));
  }

  private static void greetNewOnes(Channel channel) {
    if (channel instanceof ServerChannel && channel.pipeline().get(Acceptor.class) == null) {
      channel.pipeline().addFirst(new Acceptor());
    }
  }

  private static void adopt(Channel channel) {
    VertxHandler<?> handler = channel.pipeline().get(VertxHandler.class);
    if (handler != null && handler.getConnection() instanceof Http1xServerConnection connection) {
      connection.invalidRequestHandler(InvalidRequests::answer);
    }
  }

  private static void answer(HttpServerRequest request) {
    var response = request.response();
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    ProblemBody.write(response, problem(request.decoderResult().cause()));
    request.connection().close();
  }

  private static ProblemException problem(@Nullable Throwable cause) {
    return switch (cause) {
      case ProblemException known -> known;
      case TooLongHttpLineException tooLong ->
          new ProblemException(PlatformProblem.URI_TOO_LONG, "Use at most 16 KiB");
      case TooLongHttpHeaderException tooLarge ->
          new ProblemException(PlatformProblem.HEADERS_TOO_LARGE, "Use at most 16 KiB");
      case null, default ->
          new ProblemException(PlatformProblem.MALFORMED_REQUEST, "This is not HTTP");
    };
  }

  /** On a listening socket. */
  private static final class Acceptor extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      if (accepted instanceof Channel channel) {
        channel.pipeline().addLast(new Greeter());
      }
      ctx.fireChannelRead(accepted);
    }
  }

  /** On a new connection, until Vert.x has furnished it. */
  private static final class Greeter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      adopt(ctx.channel());
      ctx.pipeline().remove(this);
      ctx.fireChannelActive();
    }
  }
}
