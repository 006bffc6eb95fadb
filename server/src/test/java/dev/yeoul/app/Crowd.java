package dev.yeoul.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing.Show;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Many callers beside a steady load, each with one call after the other, until it is closed. They
 * wait for an answer for as long as those of the load do.
 */
final class Crowd implements AutoCloseable {
  /** Across all crowds, and far from what others ask for: an answer stays in a node's cache. */
  private static final AtomicInteger UNIQUE = new AtomicInteger(1_000_000);

  private final IntFunction<HttpRequest.Builder> call;
  private final Duration pace;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private int size;
  private volatile boolean over;

  /** A 503, and how long it took. */
  record Refusal(HttpRequest request, HttpResponse<String> answer, Duration took) {}

  private Crowd(Duration pace, IntFunction<HttpRequest.Builder> call) {
    this.pace = pace;
    this.call = call;
  }

  /**
   * Readers of lists that no cache has; nobody yet.
   *
   * @param pace what a caller waits between an answer and the next call
   */
  static Crowd ofReaders(ServerProcess node, Duration pace) {
    return new Crowd(
        pace,
        number -> {
          HttpRequest.Builder list =
              HttpRequest.newBuilder(
                  URI.create(node.url() + "/api/series?limit=1&skip=" + UNIQUE.incrementAndGet()));
          // every other one has a body, and so is no plain read, which goes a way of its own
          return number % 2 == 0 ? list : list.method("GET", BodyPublishers.ofString("anything"));
        });
  }

  /** Devices of one viewer, whom the node knows, that report progress; none yet. */
  static Crowd ofViewers(ServerProcess node, Show show, Duration pace) {
    ApiViewer viewer = ApiViewer.subscribed(node.url());
    String address = node.url() + "/api/series/" + show.id() + "/progress";
    String report = "{\"episode_id\":%s,\"position_seconds\":1}".formatted(show.first());
    viewer.call().contentType(ContentType.JSON).body(report).post(address).then().statusCode(200);
    return new Crowd(
        pace,
        number ->
            HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + viewer.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(report)));
  }

  /** So many more come. */
  Crowd join(int more) {
    for (int i = 0; i < more; i++) {
      var _ = threads.submit(this::callOn);
    }
    size += more;
    return this;
  }

  int size() {
    return size;
  }

  private void callOn() {
    while (!over) {
      answer(call.apply(calls.getAndIncrement()).timeout(LoadClient.TIMEOUT).build());
      Soak.pass(pace);
    }
  }

  private void answer(HttpRequest request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      switch (answer.statusCode()) {
        case 200 -> served.incrementAndGet();
        case 503 ->
            refusals.add(new Refusal(request, answer, Duration.ofNanos(System.nanoTime() - start)));
        default -> failures.add(request + " " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failures.add(request + " " + e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int served() {
    return served.get();
  }

  /** The refusals with this problem code. */
  List<Refusal> refusals(String code) {
    return refusals.stream()
        .filter(refusal -> refusal.answer().body().contains("\"code\":\"" + code + "\""))
        .toList();
  }

  /** What ended in another way, time-outs too. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public String toString() {
    Duration slowest =
        refusals.stream().map(Refusal::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    Map<String, Long> codes =
        refusals.stream()
            .map(refusal -> JsonPath.from(refusal.answer().body()).getString("code"))
            .collect(groupingBy(code -> code, TreeMap::new, counting()));
    return "%d callers: %d calls served, %s refused, the slowest of them after %d ms, %d failed"
        .formatted(size, served.get(), codes, slowest.toMillis(), failures.size());
  }

  /** They go, each with the answer to its last call. */
  @Override
  public void close() {
    over = true;
    threads.close();
    http.close();
  }
}
