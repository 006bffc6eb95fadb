package dev.yeoul.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator against servers whose faults are known. */
final class OpenLoopTest {
  private static final PreparedRequest PLAIN = PreparedRequest.get("/", Map.of());

  @TempDir Path work;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void sendsWhatWasPreparedAndCountsExactly() throws Exception {
    Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    URI server =
        serve(request ->
            request.bodyHandler(body -> {
              String all =
                  String.join(
                      " ",
                      request.method().name(),
                      request.uri(),
                      request.getHeader("X-Who"),
                      body.toString());
              seen.computeIfAbsent(all, key -> new AtomicInteger()).incrementAndGet();
              request.response().end("hello");
            }));
    List<PreparedRequest> requests =
        List.of(
            PreparedRequest.get("/a?b=%20c", Map.of("X-Who", "mina")),
            new PreparedRequest("POST", "/p", Map.of("X-Who", "jun"), "{\"at\": \"여울\"}"));

    try (OpenLoop generator = start(server, requests, 8, Duration.ofSeconds(5))) {
      OpenLoopResult first = generator.run(pace(500, 1_000));
      OpenLoopResult second = generator.run(pace(500, 500));

      assertThat(first.scheduled()).isEqualTo(500);
      assertThat(first.sent() + first.late()).isEqualTo(500);
      assertThat(first.statuses()).containsExactly(Map.entry(200, 500L));
      assertThat(first.micros().getTotalCount()).isEqualTo(500);
      assertThat(first.errors()).isZero();
      assertThat(second.answered()).isEqualTo(250);
    }
    assertThat(seen.get("GET /a?b=%20c mina ")).hasValue(375);
    assertThat(seen.get("POST /p jun {\"at\": \"여울\"}")).hasValue(375);
  }

  @Test
  void doesNotCountTheWarmUp() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    URI server =
        serve(request -> {
          seen.incrementAndGet();
          request.response().end();
        });
    try (OpenLoop generator = start(server, List.of(PLAIN), 8, Duration.ofSeconds(5))) {
      OpenLoopResult result =
          generator.run(new Pace(400, Duration.ofMillis(500), Duration.ofMillis(250)));
      assertThat(result.answered()).isEqualTo(200);
    }
    assertThat(seen).hasValue(300);
  }

  @Test
  void aStallShowsInEveryRequestThatWasDueMeanwhile() throws Exception {
    Stalling stalling = new Stalling(300, 200);
    URI server = serve(stalling);
    try (OpenLoop generator = start(server, List.of(PLAIN), 4, Duration.ofSeconds(5))) {
      OpenLoopResult result = generator.run(pace(1_000, 1_000));

      assertThat(result.answered()).isEqualTo(1_000);
      assertThat(result.millisAt(99)).isGreaterThan(150);
      // A closed loop on the same four connections would have seen four slow requests of a
      // thousand.
      long slow = result.micros().getCountBetweenValues(50_000, 1_000_000);
      assertThat(slow).isGreaterThan(120);
    }
  }

  @Test
  void whatIsAnsweredBehindTheSchedulesEndIsNotInTime() throws Exception {
    AtomicInteger number = new AtomicInteger();
    URI server =
        serve(request -> {
          if (number.getAndIncrement() % 2 == 0) {
            request.response().end();
          } else {
            vertx.setTimer(2_000, timer -> request.response().end("late"));
          }
        });
    try (OpenLoop generator = start(server, List.of(PLAIN), 100, Duration.ofSeconds(5))) {
      OpenLoopResult result = generator.run(pace(100, 1_000));

      assertThat(result.answersOf(200)).isEqualTo(100);
      assertThat(result.goodInTime()).isEqualTo(50);
    }
  }

  @Test
  void aRunGoesOnInTheListWhereTheOneBeforeEnded() throws Exception {
    Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    URI server =
        serve(request -> {
          seen.computeIfAbsent(request.uri(), key -> new AtomicInteger()).incrementAndGet();
          request.response().end();
        });
    List<PreparedRequest> requests =
        IntStream.range(0, 100)
            .mapToObj(number -> PreparedRequest.get("/" + number, Map.of()))
            .toList();
    Pace pace = new Pace(100, Duration.ofMillis(300), Duration.ofMillis(200));
    try (OpenLoop generator = start(server, requests, 8, Duration.ofSeconds(5))) {
      generator.run(pace);
      generator.run(pace);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void countsErrorsByStatusAndKind() throws Exception {
    AtomicInteger number = new AtomicInteger();
    URI server =
        serve(request -> {
          switch (number.getAndIncrement() % 10) {
            case 3 -> request.response().setStatusCode(404).end();
            case 5 -> request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
            case 6 -> request.response().setStatusCode(503).end("come back");
            case 7 -> request.connection().close();
            case 8 -> request.pause(); // and never an answer
            default -> request.response().end("hello");
          }
        });
    try (OpenLoop generator = start(server, List.of(PLAIN), 20, Duration.ofMillis(600))) {
      OpenLoopResult result = generator.run(pace(100, 1_000));

      assertThat(number).hasValue(100);
      assertThat(result.statuses()).isEqualTo(Map.of(200, 50L, 404, 10L, 503, 20L));
      assertThat(result.failures()).isEqualTo(Map.of("unanswered", 10L, "timeout", 10L));
      assertThat(result.bareRefusals()).isEqualTo(10);
      assertThat(result.errors()).isEqualTo(50);
      assertThat(result.failed()).isEqualTo(20);
    }
  }

  @Test
  void isVoidWhereTheScheduleWasNotSent() throws Exception {
    URI server = serve(request -> vertx.setTimer(50, timer -> request.response().end("at last")));
    try (OpenLoop generator = start(server, List.of(PLAIN), 2, Duration.ofSeconds(5))) {
      assertThat(generator.run(pace(1_000, 500)).isVoid()).isTrue();
      assertThat(generator.run(pace(10, 1_000)).isVoid()).isFalse();
    }
  }

  /** Answers at once, but for one time when it holds everything back. */
  private final class Stalling implements Handler<HttpServerRequest> {
    private final int at;
    private final int millis;
    private final List<HttpServerRequest> held = new ArrayList<>();
    private int count;
    private boolean holding;

    Stalling(int at, int millis) {
      this.at = at;
      this.millis = millis;
    }

    @Override
    public void handle(HttpServerRequest request) {
      if (++count == at) {
        holding = true;
        vertx.setTimer(millis, timer -> release());
      }
      if (holding) {
        held.add(request);
      } else {
        request.response().end();
      }
    }

    private void release() {
      holding = false;
      held.forEach(request -> request.response().end());
    }
  }

  private URI serve(Handler<HttpServerRequest> handler) throws Exception {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  private OpenLoop start(
      URI server, List<PreparedRequest> requests, int connections, Duration timeout)
      throws IOException {
    return OpenLoop.start(server, requests, new GeneratorOptions(1, connections, timeout), work);
  }

  private static Pace pace(int perSecond, int millis) {
    return new Pace(perSecond, Duration.ofMillis(millis), Duration.ZERO);
  }
}
