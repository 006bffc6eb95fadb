package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send or read hardly anything hold no thread, block nobody, and are not kept. */
class SlowClientsIT {
  private static final int CLIENTS = 1000;
  private static final String DRIBBLED = "abcdefghijklmnopqrstuvwxyz".repeat(4);

  /** Longer than any of the time-outs that {@link #start} sets, on a machine that is busy. */
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @SuppressWarnings("NullAway.Init")
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    Map<String, String> settings = new HashMap<>(ServerProcess.settings());
    settings.put("YEOUL_HEADER_SECONDS", "5");
    settings.put("YEOUL_BODY_SECONDS", "8");
    settings.put("YEOUL_IDLE_SECONDS", "4");
    server = ServerProcess.serve(settings);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_thousand_that_send_a_byte_a_second_block_nobody_and_are_cut_off() throws Exception {
    Soak.rounds(() -> {
      double threads = Metrics.of(server, "jvm_threads_live_threads", "");
      List<RawClient> slow = new ArrayList<>();
      try (ScheduledExecutorService second = Executors.newSingleThreadScheduledExecutor()) {
        IntStream.range(0, CLIENTS).forEach(i -> slow.add(dribbler(i)));
        var _ = second.scheduleAtFixedRate(new Dribble(slow), 1, 1, TimeUnit.SECONDS);
        assertThat(callsAnsweredMeanwhile(slow)).isGreaterThan(20);
        assertThat(Metrics.of(server, "jvm_threads_live_threads", "")).isLessThan(threads + 20);

        await().atMost(LIMIT).until(() -> slow.stream().allMatch(one -> one.said().isDone()));
        assertThat(slow)
            .allSatisfy(one ->
                assertThat(one.said().join())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Connection: close", "\"code\":\"request_timeout\""));
        assertThat(cut("header")).isGreaterThanOrEqualTo(CLIENTS / 2.0);
        assertThat(cut("body")).isGreaterThanOrEqualTo(CLIENTS / 2.0);
        await().until(() -> Metrics.of(server, "yeoul_http_connections", "") < 20);
      } finally {
        slow.forEach(RawClient::close);
      }
    });
  }

  /** One of two kinds: the header dribbles, or after a whole header the body does. */
  private static RawClient dribbler(int i) {
    RawClient client = new RawClient(server);
    client.send(
        i % 2 == 0
            ? "GET /api/plans HTTP/1.1\r\nHost: x\r\nX-Slow: "
            : """
            POST /api/register HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            Content-Length: 1000\r
            \r
            """);
    return client;
  }

  private static final class Dribble implements Runnable {
    private final List<RawClient> clients;
    private int sent;

    Dribble(List<RawClient> clients) {
      this.clients = clients;
    }

    @Override
    public void run() {
      String next = DRIBBLED.substring(sent, ++sent);
      clients.forEach(client -> client.send(next));
    }
  }

  /** While all of the slow ones are there: each call is answered, and none takes a second. */
  private static int callsAnsweredMeanwhile(List<RawClient> slow) throws Exception {
    int answered = 0;
    long deadline = System.nanoTime() + LIMIT.toNanos(); // or it would go on where none is cut off
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (slow.stream().noneMatch(one -> one.said().isDone()) && System.nanoTime() < deadline) {
        // varied, so that it goes all the way to MySQL
        var request =
            HttpRequest.newBuilder(
                    URI.create(server.url() + "/api/series?limit=1&skip=" + answered))
                .timeout(Duration.ofSeconds(2))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        answered++;
      }
    }
    return answered;
  }

  @Test
  void an_idle_connection_is_closed_and_a_used_one_is_not() {
    try (RawClient idle = new RawClient(server);
        RawClient silent = new RawClient(server);
        RawClient used = new RawClient(server)) {
      idle.send("GET /api/plans HTTP/1.1\r\nHost: x\r\n\r\n");
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            used.send("GET /api/plans HTTP/1.1\r\nHost: x\r\n\r\n");
            return idle.said().isDone() && silent.said().isDone();
          });
      assertThat(idle.said().join()).startsWith("HTTP/1.1 200 ");
      assertThat(silent.said().join()).isEmpty();
      assertThat(used.said()).isNotDone();
    }
  }

  @Test
  void whoever_takes_no_answers_is_not_read_on_and_not_kept() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    try (SocketChannel client = SocketChannel.open(address)) {
      client.configureBlocking(false);
      byte[] request =
          "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
              .repeat(100)
              .getBytes(StandardCharsets.US_ASCII);
      long[] sent = {0};
      // the buffers of the system fill up, and then nothing more is taken
      await()
          .atMost(LIMIT)
          .during(Duration.ofSeconds(1))
          .until(() -> write(client, request, sent) == 0);
      assertThat(sent[0]).isLessThan(30L << 20);
      await().atMost(LIMIT).until(() -> cut("answer") == 1);
      assertThat(server.log()).doesNotContain("OutOfMemory");
    }
  }

  private static int write(SocketChannel client, byte[] bytes, long[] total) {
    try {
      int written = client.write(ByteBuffer.wrap(bytes));
      total[0] += written;
      return written;
    } catch (IOException e) {
      return 0; // cut off already
    }
  }

  private static double cut(String reason) {
    return Metrics.of(server, "yeoul_http_connections_cut_total", "reason=\"" + reason + "\"");
  }
}
