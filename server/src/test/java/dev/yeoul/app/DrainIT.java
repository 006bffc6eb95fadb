package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Tally.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SIGTERM under load: keep-alive clients lose no request that the node accepted. */
class DrainIT {
  private static final int CLIENTS = 8;
  private static final int BEFORE_TERM = 400;

  @Test
  void no_accepted_request_fails() throws Exception {
    try (ServerProcess server = ServerProcess.serve();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = URI.create(server.url()).getPort();
      AtomicInteger answered = new AtomicInteger();
      AtomicReference<@Nullable String> failure = new AtomicReference<>();
      List<Future<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(client(port, answered, failure)));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() > BEFORE_TERM);
      server.process().sendTerm();
      for (Future<Void> client : clients) {
        client.get();
      }
      assertThat(failure.get()).isNull();
      assertThat(server.process().waitFor(Duration.ofSeconds(40))).isTrue();
      assertThat(server.process().onExit().get()).isIn(0, 143);
    }
  }

  @Test
  void who_asks_anew_is_told_to_go_elsewhere_while_a_slow_request_ends() throws Exception {
    Map<String, String> settings = ServerProcess.settings();
    settings.put("YEOUL_DRAIN_NOTICE", "3");
    String form = "grant_type=nothing";
    try (ServerProcess server = ServerProcess.serve(settings)) {
      int port = URI.create(server.url()).getPort();
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
        send(
            slow,
            "POST /api/token HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                + form.length()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n");
        BufferedReader answer = reader(slow);
        assertThat(answer.readLine()).contains(" 100 "); // it has been accepted
        assertThat(answer.readLine()).isEmpty();
        server.process().sendTerm();
        await()
            .atMost(Duration.ofSeconds(8))
            .untilAsserted(
                () -> assertThat(health(port)).contains(" 503 ", "connection: close", "draining"));
        await()
            .atMost(Duration.ofSeconds(8))
            .untilAsserted(() -> assertThat(refuses(port)).isTrue());
        send(slow, form);
        assertThat(answer.readLine()).contains(" 400 ");
        assertThat(answer.lines().map(line -> line.toLowerCase(Locale.ROOT)))
            .contains("connection: close");
      }
      assertThat(server.process().waitFor(Duration.ofSeconds(40))).isTrue();
    }
  }

  private static boolean refuses(int port) throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static String health(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      return reader(socket).lines().collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** What an operator does at each release. Viewers' clients go to the next node when told to. */
  @Test
  void viewers_notice_nothing_when_their_node_is_replaced() throws Exception {
    FaultStores stores = FaultStores.get();
    Soak.rounds(() -> {
      try (ServerProcess first = stores.node();
          ServerProcess second = stores.node();
          SteadyLoad load = SteadyLoad.on(stores, first)) {
        load.pass("before", Duration.ofSeconds(2));
        first.process().sendTerm();
        assertThat(first.process().waitFor(Duration.ofSeconds(40))).isTrue();
        load.endPhase("drained");
        load.goTo(second);
        load.pass("replaced", Duration.ofSeconds(1));
        load.end();

        for (Tally phase : load.phases()) {
          assertThat(phase.wrong()).isEmpty();
          assertThat(phase.broken()).isEmpty();
          assertThat(phase.count(Outcome.OVERDUE)).isZero();
          assertThat(phase.count(Outcome.REFUSED)).isZero();
        }
        Invariants.hold(stores, load);
      }
    });
  }

  /** Sends one request after the other; connects anew where the server says close. */
  private static Callable<Void> client(
      int port, AtomicInteger answered, AtomicReference<@Nullable String> failure) {
    return () -> {
      while (failure.get() == null) {
        boolean accepted = false;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setSoTimeout(20_000);
          BufferedReader in = reader(socket);
          boolean close = false;
          while (!close) {
            send(socket, "GET /api/plans?n=" + answered.get() + " HTTP/1.1\r\nHost: x\r\n\r\n");
            String status = in.readLine();
            if (status == null && !accepted) {
              return null; // the socket closed before the node took the connection
            }
            accepted = true;
            if (status == null || !status.contains(" 200 ")) {
              failure.compareAndSet(null, "answer " + answered.get() + ": " + status);
              return null;
            }
            close = readRest(in);
            answered.incrementAndGet();
          }
        } catch (SocketException e) {
          if (accepted) {
            failure.compareAndSet(null, e.toString());
          }
          return null; // refused or reset before the node took the connection
        }
      }
      return null;
    };
  }

  /** Reads headers and body; tells whether the server closes the connection. */
  private static boolean readRest(BufferedReader in) throws IOException {
    int length = 0;
    boolean close = false;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      }
      close |= header.equals("connection: close");
    }
    for (int left = length; left > 0; ) {
      int read = in.read(new char[left], 0, left);
      if (read < 0) {
        throw new IOException("the body ended early");
      }
      left -= read;
    }
    return close;
  }
}
