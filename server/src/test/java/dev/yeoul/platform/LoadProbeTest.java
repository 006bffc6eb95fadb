package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the probe makes of an event loop with many clients. */
class LoadProbeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration WORK = Duration.ofMillis(100);
  private static final Duration HALF_OF_IT = WORK.dividedBy(2);

  /** Each waits for the work of all, half as long again as is the target. */
  private static final int CLIENTS = (int) (Shedder.TARGET_NANOS * 3 / 2 / WORK.toNanos());

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Vertx others = Vertx.vertx();
  private final LoadProbe probe = new LoadProbe(vertx, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    probe.close();
    others.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void clients_that_wait_for_each_other_s_work_are_a_standing_queue() {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(socket ->
                socket.handler(asked -> {
                  BusyLoop.spin(HALF_OF_IT);
                  vertx.runOnContext(v -> {
                    BusyLoop.spin(HALF_OF_IT);
                    var _ = socket.write(asked);
                  });
                }));
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    int port = RedisPipeline.await(server.listen(0, host)).actualPort();
    probe.start();
    assertThat(probe.eventLoops().share()).isZero();
    for (int i = 0; i < CLIENTS; i++) {
      others
          .createNetClient()
          .connect(port, host)
          .onSuccess(socket -> {
            socket.handler(answered -> {
              var _ = socket.write(answered);
            });
            var _ = socket.write("?");
          });
    }

    await().atMost(LIMIT).until(() -> probe.eventLoops().share() > 0.5);
  }
}
