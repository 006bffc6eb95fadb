package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients' connections on a server of Vert.x that is watched. */
class ConnectionsTest {
  private static final String BODY = "x".repeat(3000);
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
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

  @Test
  void an_answer_that_says_close_is_the_last() throws IOException {
    int port = serve(ConnectionsTest::answerLast);

    assertThat(answers(port, POST + GET)).containsOnlyOnce("HTTP/1.1 ").endsWith("last");
    assertThat(requests).hasValue(1);
  }

  @Test
  void a_direct_answer_that_says_close_is_the_last() throws IOException {
    int port = serve(ConnectionsTest::answerLast, new LastAnswers(), 1000);

    assertThat(answers(port, GET + GET)).containsOnlyOnce("HTTP/1.1 ").endsWith("{}");
    assertThat(requests).hasValue(0);
  }

  @Test
  void who_sends_on_gets_the_last_answer_and_is_read_for_a_moment_alone() throws Exception {
    int port = serve(ConnectionsTest::answerLast);
    try (Socket socket = connect(port)) {
      send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
      CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> sendOn(socket));

      assertThat(rest(socket)).startsWith("HTTP/1.1 200 OK").endsWith("last");
      assertThat(sent.get(20, TimeUnit.SECONDS)).isLessThan(64L << 20);
    }
  }

  private static void answerLast(HttpServerRequest request) {
    var _ = request.response().putHeader("Connection", "close").end("last");
  }

  @Test
  void whoever_reads_the_metrics_is_no_client_too_many() throws IOException {
    int scrapes = listen(new HttpServerOptions(), ConnectionsTest::answerLast);
    int port = serve(ConnectionsTest::answerLast, DirectCalls.NONE, 1);
    try (Socket _ = connect(port)) {
      await().until(() -> metrics.get("yeoul.http.connections").gauge().value() == 1);

      assertThat(answers(port, "")).startsWith("HTTP/1.1 503 ");
      assertThat(answers(scrapes, LAST)).startsWith("HTTP/1.1 200 OK");
    }
  }

  /** Takes every call, and answers it as the last. */
  private static final class LastAnswers implements DirectCalls {
    @Override
    public @Nullable ByteBuf ready(PlainRead read, ByteBufAllocator buffers) {
      return null;
    }

    @Override
    public @Nullable ByteBuf refusal(HttpRequest head) {
      return null;
    }

    @Override
    public boolean mayTake(HttpRequest head) {
      return true;
    }

    @Override
    public boolean take(HttpRequest head, ByteBuf body, Client client) {
      byte[] json = {'{', '}'};
      client.answerLast(
          WireAnswer.closing(WireAnswer.personal(json, UnpooledByteBufAllocator.DEFAULT)));
      return true;
    }
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
    return serve(handler, DirectCalls.NONE, 1000);
  }

  private int serve(Handler<HttpServerRequest> handler, DirectCalls direct, int limit) {
    HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    int port = listen(options, handler);
    Settings.Load load = new Settings.Load(1000, limit, 60, 60, 60);
    new Connections(load, direct, metrics).watch(vertx, options);
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

  /** Sends until that fails; how many bytes were taken. */
  private static long sendOn(Socket socket) {
    byte[] more = new byte[1 << 16];
    long sent = 0;
    try {
      while (true) {
        socket.getOutputStream().write(more);
        sent += more.length;
      }
    } catch (IOException e) {
      return sent;
    }
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
