package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.embedded.EmbeddedStores;
import dev.yeoul.playback.OwnStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of commands when the connection to Redis hangs, breaks, or can't be made. */
class RedisLossTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final EmbeddedStores stores = OwnStores.get().servers();
  private final Vertx vertx = Vertx.vertx();
  private final RedisPipeline redis = new RedisPipeline(vertx, OwnStores.get().settings().redis());

  @AfterEach
  void close() {
    redis.close();
    vertx.close();
  }

  @Test
  void a_frozen_redis_fails_what_is_in_flight_in_time_and_the_rest_at_once() {
    await().atMost(LIMIT).until(this::answers);
    stores.redis().freeze();
    try {
      List<Future<Response>> inFlight = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        inFlight.add(redis.send(Request.cmd(Command.PING)));
      }
      await()
          .atMost(Duration.ofSeconds(6)) // 2 s is the limit; the machine may be busy
          .until(() -> inFlight.stream().allMatch(Future::isComplete));
      assertThat(inFlight).allSatisfy(RedisLossTest::isUnavailable);
      // the next connection is taken and says nothing: nobody waits for it
      for (int i = 0; i < 20; i++) {
        Future<Response> later = redis.send(Request.cmd(Command.PING));
        await().atMost(Duration.ofSeconds(1)).until(later::isComplete);
        isUnavailable(later);
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
      }
    } finally {
      stores.redis().thaw();
    }
    await().atMost(LIMIT).until(this::answers);
  }

  @Test
  void an_event_loop_that_was_busy_for_long_does_not_take_redis_for_hung() throws IOException {
    List<Future<Response>> calls = new CopyOnWriteArrayList<>();
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(socket ->
                socket.handler(spans -> {
                  calls.add(redis.send(Request.cmd(Command.PING)));
                  BusyLoop.spin(Duration.ofMillis(spans.getByte(0) * 100L));
                }));
    RedisPipeline.await(server.listen(0, InetAddress.getLoopbackAddress().getHostAddress()));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      for (int tenths : List.of(0, 30, 0)) { // the first one makes the loop's connection
        int sent = calls.size();
        client.getOutputStream().write(tenths);
        await().atMost(LIMIT).until(() -> calls.size() > sent && calls.getLast().isComplete());
      }
    }
    assertThat(calls).allSatisfy(call -> assertThat(call.cause()).isNull());
  }

  @Test
  void nothing_is_sent_twice_when_connections_break() {
    await().atMost(LIMIT).until(this::answers);
    String counter = "count-" + UUID.randomUUID();
    RedisPipeline killer = OwnStores.get().redis();
    List<Future<Response>> calls = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      for (int i = 0; i < 200; i++) {
        calls.add(redis.send(Request.cmd(Command.INCR).arg(counter)));
      }
      var _ =
          killer.send(
              Request.cmd(Command.CLIENT)
                  .arg("KILL")
                  .arg("TYPE")
                  .arg("normal")
                  .arg("SKIPME")
                  .arg("yes"));
      await().atMost(LIMIT).until(() -> calls.stream().allMatch(Future::isComplete));
      await().atMost(LIMIT).until(this::answers);
    }
    long applied = redis.call(Request.cmd(Command.GET).arg(counter)).toLong();
    Set<Long> seen = new HashSet<>();
    long accepted = calls.stream().filter(Future::succeeded).count();
    calls.stream().filter(Future::succeeded).forEach(call -> seen.add(call.result().toLong()));

    assertThat(accepted).isLessThan(calls.size()); // some were cut
    assertThat(seen).hasSize((int) accepted);
    assertThat(applied).isBetween(accepted, (long) calls.size());
    calls.stream().filter(Future::failed).forEach(RedisLossTest::isUnavailable);
  }

  @Test
  void it_comes_back_with_backoff_and_jitter() throws IOException {
    List<Long> attempts = new CopyOnWriteArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RedisPipeline lost = new RedisPipeline(vertx, at(deaf.getLocalPort(), ""))) {
      Thread.startVirtualThread(() -> closeEach(deaf, attempts));
      long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> {
            var _ = lost.send(Request.cmd(Command.PING));
            return System.nanoTime() > end;
          });
    }
    // two lanes: 50, 100, 200, ... 2000 ms less a random half each; without any it were thousands
    assertThat(attempts).hasSizeBetween(4, 30);
    Set<Long> gaps = new HashSet<>();
    for (int i = 1; i < attempts.size(); i++) {
      gaps.add((attempts.get(i) - attempts.get(i - 1)) / 1_000_000);
    }
    assertThat(gaps).hasSizeGreaterThan(attempts.size() / 3);
  }

  @Test
  void waits_double_and_differ() {
    Set<Integer> firsts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Backoff backoff = new Backoff();
      firsts.add(backoff.next());
      assertThat(backoff.next()).isBetween(50, 100);
      for (int j = 0; j < 10; j++) {
        backoff.next();
      }
      assertThat(backoff.next()).isBetween(1000, 2000);
      backoff.reset();
      assertThat(backoff.next()).isBetween(25, 50);
    }
    assertThat(firsts).hasSizeGreaterThan(10).allMatch(wait -> wait >= 25 && wait <= 50);
  }

  private static void closeEach(ServerSocket server, List<Long> attempts) {
    try {
      while (!server.isClosed()) {
        server.accept().close();
        attempts.add(System.nanoTime());
      }
    } catch (IOException e) {
      // closed: the test has ended
    }
  }

  private boolean answers() {
    Future<Response> one = redis.send(Request.cmd(Command.PING));
    Future<Response> two = redis.send(Request.cmd(Command.PING));
    await().atMost(LIMIT).until(() -> one.isComplete() && two.isComplete());
    return one.succeeded() && two.succeeded();
  }

  private static void isUnavailable(Future<Response> call) {
    assertThat(call.cause())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(PlatformProblem.STORE_UNAVAILABLE));
  }

  private static Settings.RedisServer at(int port, String password) {
    return new Settings.RedisServer("127.0.0.1", port, new Secret(password));
  }
}
