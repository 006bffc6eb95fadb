package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients' connections on a server of Vert.x that is watched. */
class ConnectionsTest {
  private static final String BODY = "x".repeat(3000);
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
  private static final String LAST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicInteger requests = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void what_comes_behind_the_last_request_is_let_go() throws IOException {
    List<ByteBuf> read = new CopyOnWriteArrayList<>();
    int port =
        serve(request -> {
          ((ConnectionBase) request.connection())
              .channel()
              .pipeline()
              .addAfter(Connections.DECODER, null, new Tap(read));
          var _ = request.response().end("last");
        });

    assertThat(answers(port, LAST + POST)).startsWith("HTTP/1.1 200 OK").endsWith("last");
    assertThat(requests).hasValue(1);
    assertThat(read).isNotEmpty();
    await().untilAsserted(() -> assertThat(read).allMatch(part -> part.refCnt() == 0));
  }

  /** Notes the bodies that come, ahead of what decides about them. */
  private static final class Tap extends ChannelInboundHandlerAdapter {
    private final List<ByteBuf> read;

    Tap(List<ByteBuf> read) {
      this.read = read;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpContent content && content.content().isReadable()) {
        read.add(content.content());
      }
      ctx.fireChannelRead(message);
    }
  }

  private int serve(Handler<HttpServerRequest> handler) {
    HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    int port = listen(options, handler);
    Settings.Load load = new Settings.Load(1000, 1000, 60, 60, 60);
    new Connections(load, DirectCalls.NONE, metrics).watch(vertx, options);
    for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
      var _ = acceptor.submit(() -> {}).awaitUninterruptibly(); // it watches from here on
    }
    return port;
  }

  private int listen(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> {
          requests.incrementAndGet();
          handler.handle(request);
        })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** What is said to this, to the end of the connection. */
  private static String answers(int port, String said) throws IOException {
    try (Socket socket = connect(port)) {
      send(socket, said);
      return rest(socket);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
