package dev.yeoul.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator itself, where it is installed. */
final class WrkTest {
  private static final int SECONDS = 2;

  @TempDir Path work;
  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void isThere() throws InterruptedException {
    Assumptions.assumeTrue(Wrk.isThere(), "there is no wrk");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void sendsWhatWasPreparedAtTheRateThatIsAskedFor() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request.bodyHandler(body -> {
                  seen.add(request.method() + " " + request.uri() + " " + body);
                  request.response().end();
                }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    Path file =
        Requests.write(
            work.resolve("some.requests"),
            List.of(Requests.get("/a", ""), Requests.put("/b", "", "{\"at\":\"여울\"}")));

    WrkResult result =
        new Wrk(work).at(200).run("http://127.0.0.1:" + server.actualPort(), file, SECONDS);

    assertThat(result.errors()).isZero();
    assertThat(result.requests())
        .as("no more than were due, and some of them")
        .isBetween(1L, 200L * SECONDS + Wrk.CONNECTIONS);
    assertThat(seen).contains("GET /a ", "PUT /b {\"at\":\"여울\"}").hasSizeLessThan(500);
  }
}
