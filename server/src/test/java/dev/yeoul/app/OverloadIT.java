package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.playback.ApiViewer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More than can be served: who is too much learns it at once, the others are served on. */
class OverloadIT {
  private static final int CLIENTS = 200;
  private static final int CONNECTIONS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void beyond_the_limit_calls_are_refused_fast_and_the_rest_goes_on() throws Exception {
    Soak.rounds(() -> {
      Map<String, String> settings = new HashMap<>(ServerProcess.settings());
      settings.put("YEOUL_MAX_CALLS", "10");
      settings.put("YEOUL_MAX_CONNECTIONS", Integer.toString(CONNECTIONS));
      try (ServerProcess server = ServerProcess.serve(settings);
          HttpClient client = client();
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        ApiViewer viewer = ApiViewer.subscribed(server.url());
        get(client, server, "/api/plans");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        ConcurrentLinkedQueue<HttpResponse<String>> refusals = new ConcurrentLinkedQueue<>();
        List<Future<?>> load = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          int first = i * 1_000_000;
          load.add(
              threads.submit(() -> {
                for (int skip = first; !over.get(); skip++) {
                  var answer = get(client, server, "/api/series?limit=100&skip=" + skip);
                  if (answer.statusCode() == 200) {
                    served.incrementAndGet();
                  } else {
                    refusals.add(answer);
                  }
                }
                return null;
              }));
        }
        try {
          await().atMost(LIMIT).until(() -> refusals.size() > 300 && served.get() > 300);
          await()
              .atMost(LIMIT)
              .untilAsserted(() ->
                  assertThat(logIn(client, server).body())
                      .contains("\"overloaded\"", "\"error\":\"temporarily_unavailable\""));

          assertThat(get(client, server, "/health/live").statusCode()).isEqualTo(200);
          assertThat(get(client, server, "/metrics").statusCode()).isEqualTo(200);
          assertThat(get(client, server, "/api/plans").statusCode()).isEqualTo(200);
          assertThat(current(client, server, viewer).statusCode()).isEqualTo(200);
        } finally {
          over.set(true); // or the clients go on, and nobody sees what failed
        }
        for (Future<?> one : load) {
          one.get();
        }
        assertThat(refusals)
            .allSatisfy(refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(503);
              assertThat(refusal.body()).contains("\"code\":\"overloaded\"");
              assertThat(refusal.headers().firstValue("Content-Type"))
                  .contains("application/problem+json");
              assertThat(refusal.headers().firstValue("Retry-After").orElse(""))
                  .matches("[1-9][0-9]?");
            });
        assertThat(get(client, server, "/api/series?limit=1&skip=3").statusCode()).isEqualTo(200);
        assertThat(Metrics.of(server, "yeoul_http_refused_total", ""))
            .isGreaterThanOrEqualTo(refusals.size());
        await().atMost(LIMIT).until(() -> Metrics.of(server, "yeoul_http_calls", "") == 0);
        connectionsBeyondTheLimitAreToldSo(server);
      }
    });
  }

  @Test
  void a_thousand_connections_and_heavy_bodies_meet_the_defaults() throws Exception {
    Soak.rounds(() -> {
      try (ServerProcess server = ServerProcess.serve()) {
        aThousandConnectionsAreWithinTheLimits(server);
        bodiesThatWaitForTheirEndTakeBoundedMemory(server);
        assertThat(server.log()).doesNotContain("OutOfMemory", " ERROR ");
      }
    });
  }

  private static void aThousandConnectionsAreWithinTheLimits(ServerProcess server)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int mine = i;
        clients.add(threads.submit(() -> answered(server, mine)));
      }
      for (Future<Integer> one : clients) {
        assertThat(one.get()).isEqualTo(3);
      }
    }
    for (String limit : List.of("calls", "connections", "bodies")) {
      assertThat(refused(server, limit)).as(limit).isZero();
    }
  }

  /** Three calls that are not cached, on one connection; how many answers came. */
  private static int answered(ServerProcess server, int number) {
    try (RawClient client = new RawClient(server)) {
      for (int i = 0; i < 3; i++) {
        client.send(
            "GET /api/series?limit=1&skip=%d HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n\r\n"
                .formatted(number * 3 + i, i == 2 ? "close" : "keep-alive"));
      }
      String said = client.said().join();
      assertThat(said).doesNotContain("HTTP/1.1 500 ");
      return said.split("HTTP/1.1 (200|503) ", -1).length - 1;
    }
  }

  private static void bodiesThatWaitForTheirEndTakeBoundedMemory(ServerProcess server) {
    byte[] most = new byte[1_000_000];
    List<RawClient> senders = new ArrayList<>();
    try (HttpClient client = client()) {
      for (int i = 0; i < 250; i++) { // far more than the heap
        RawClient sender = new RawClient(server);
        senders.add(sender);
        sender.send(
            """
            POST /api/register HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            Content-Length: 1048576\r
            \r
            """);
        sender.send(most);
      }
      await().atMost(LIMIT).until(() -> refused(server, "bodies") > 100);
      assertThat(Metrics.of(server, "yeoul_http_bodies_bytes", "")).isLessThan(21 << 20);
      assertThat(get(client, server, "/api/series?limit=20").statusCode()).isEqualTo(200);
    } finally {
      senders.forEach(RawClient::close);
    }
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(Metrics.of(server, "yeoul_http_bodies_bytes", "")).isZero());
  }

  private static void connectionsBeyondTheLimitAreToldSo(ServerProcess server) {
    List<RawClient> clients = new ArrayList<>();
    try {
      IntStream.range(0, CONNECTIONS + 20).forEach(i -> clients.add(new RawClient(server)));
      await()
          .atMost(LIMIT)
          .until(() -> clients.stream().filter(one -> one.said().isDone()).count() >= 20);
      assertThat(clients)
          .filteredOn(one -> one.said().isDone())
          .allSatisfy(one ->
              assertThat(one.said().join())
                  .startsWith("HTTP/1.1 503 ")
                  .contains("Retry-After: ", "\"code\":\"overloaded\""));
    } finally {
      clients.forEach(RawClient::close);
    }
    try (HttpClient client = client()) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> get(client, server, "/api/plans").statusCode() == 200);
    }
  }

  private static double refused(ServerProcess server, String reason) {
    return Metrics.of(server, "yeoul_http_refused_total", "reason=\"" + reason + "\"");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static HttpResponse<String> current(
      HttpClient client, ServerProcess server, ApiViewer viewer)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/subscriptions/current"))
            .header("Authorization", "Bearer " + viewer.token())
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(HttpClient client, ServerProcess server, String path) {
    return send(client, HttpRequest.newBuilder(URI.create(server.url() + path)));
  }

  private static HttpResponse<String> logIn(HttpClient client, ServerProcess server) {
    return send(
        client,
        HttpRequest.newBuilder(URI.create(server.url() + "/api/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=nothing")));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
