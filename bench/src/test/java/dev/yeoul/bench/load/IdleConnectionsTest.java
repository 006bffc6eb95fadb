package dev.yeoul.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdleConnectionsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void stayOpenAndAreCounted() throws Exception {
    URI server = serve(200);
    try (IdleConnections idle = IdleConnections.open(server, "/", 50, "127.0.1.1")) {
      assertThat(connections).hasSize(50);
      assertThat(idle.stillOpen()).isEqualTo(50);
      connections.stream().limit(20).forEach(HttpConnection::close);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(idle.stillOpen()).isEqualTo(30));
    }
  }

  @Test
  void areNotOpenedOnAServerThatRefuses() throws Exception {
    URI server = serve(503);
    assertThatThrownBy(() -> IdleConnections.open(server, "/", 2, "127.0.1.1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503");
  }

  @Test
  void readsTheLimitOfAProcess() throws IOException {
    assertThat(IdleConnections.mostFiles(ProcessHandle.current().pid())).isPositive();
  }

  private URI serve(int status) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .connectionHandler(connections::add)
            .requestHandler(
                request -> request.response().setStatusCode(status).end("hello".repeat(1_000)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }
}
