package dev.yeoul.app;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.Tally.Call;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Viewers who report progress (some 400 a second) and visitors who read titles and lists (some 100
 * a second), each on keep-alive connections of their own, until {@link #end()}.
 */
final class SteadyLoad implements AutoCloseable {
  /** A third of them is restless and gives up at the first report that fails. */
  static final int VIEWERS = 24;

  private static final int TITLES = 20;
  private static final int VISITORS = 2;
  private static final Duration PACE = Duration.ofMillis(40);

  /** Across all loads, for an answer stays in a node's cache. */
  private static final AtomicInteger UNIQUE = new AtomicInteger();

  /** How long a node may take to recover, unaided. */
  static final Duration RECOVERY = Duration.ofSeconds(60);

  private final Show show;
  private final List<String> known = new ArrayList<>();
  private final List<SteadyViewer> viewers;
  private final List<LoadClient> clients = new ArrayList<>();
  private final List<Future<?>> watching = new ArrayList<>();
  private final List<Future<?>> visiting = new ArrayList<>();
  private final Map<String, Tally> phases = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Tally tally = new Tally();
  private volatile String url;
  private volatile boolean over;

  private SteadyLoad(FaultStores stores, String url) {
    this.url = url;
    this.show = Viewing.show(stores.jdbi(), 1, null);
    this.viewers =
        IntStream.range(0, VIEWERS)
            .mapToObj(i -> new SteadyViewer(ApiViewer.subscribed(url), show, i % 3 != 0))
            .toList();
    IntStream.range(0, TITLES)
        .forEach(i -> known.add("/api/series/" + Viewing.show(stores.jdbi(), 1, null).id()));
    known.add("/api/series?limit=20");
    known.add("/api/series?limit=10&skip=5");
  }

  /** Starts it; what is called known has been read and watched once when this returns. */
  static SteadyLoad on(FaultStores stores, ServerProcess node) {
    stores.awaitReachable();
    SteadyLoad load = new SteadyLoad(stores, node.url());
    load.known.forEach(path -> load.client().get(Call.CACHED, load.url + path));
    for (SteadyViewer viewer : load.viewers) {
      load.watching.add(load.start(client -> viewer.watch(client, () -> load.url)));
    }
    await().atMost(RECOVERY).until(() -> load.viewers.stream().allMatch(SteadyViewer::isKnown));
    for (int i = 0; i < VISITORS; i++) {
      int visitor = i;
      load.visiting.add(load.start(client -> load.visit(client, visitor)));
      load.visiting.add(load.start(load::askForMore));
    }
    return load;
  }

  private interface Caller {
    void call(LoadClient client);
  }

  private Future<?> start(Caller caller) {
    LoadClient client = client();
    return threads.submit(() -> caller.call(client));
  }

  private LoadClient client() {
    LoadClient client = new LoadClient(() -> tally);
    clients.add(client);
    return client;
  }

  private void visit(LoadClient client, int first) {
    for (int i = first; !over; i++) {
      client.get(Call.CACHED, url + known.get(i % known.size()));
      Soak.pass(PACE);
    }
  }

  private void askForMore(LoadClient client) {
    while (!over) {
      client.get(Call.UNCACHED, url + "/api/series?limit=1&skip=" + UNIQUE.incrementAndGet());
      Soak.pass(PACE);
    }
  }

  /** From now on everybody calls this node. */
  void goTo(ServerProcess node) {
    url = node.url();
  }

  /** Lets it go on for this long, and tells what callers have seen since the last phase. */
  Tally pass(String phase, Duration span) {
    Soak.pass(span);
    return endPhase(phase);
  }

  /** What callers have seen since the last phase; calls under way still count for this one. */
  Tally endPhase(String phase) {
    Tally seen = tally;
    tally = new Tally();
    phases.put(phase, seen);
    return seen;
  }

  /** Ends it. Each patient viewer's last report was acknowledged: the service has recovered. */
  void end() throws InterruptedException {
    viewers.forEach(SteadyViewer::end);
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    try {
      join(watching, deadline);
      over = true;
      join(visiting, deadline);
    } catch (TimeoutException e) {
      fail("somebody is not served again within " + RECOVERY + ": " + tally);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      over = true;
      endPhase("end");
      phases.forEach((phase, seen) -> System.out.println("  " + phase + ": " + seen));
    }
  }

  private static void join(List<Future<?>> callers, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (Future<?> caller : callers) {
      caller.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  /** Every phase so far. */
  Collection<Tally> phases() {
    return phases.values();
  }

  List<SteadyViewer> viewers() {
    return viewers;
  }

  Show show() {
    return show;
  }

  @Override
  public void close() {
    over = true;
    viewers.forEach(SteadyViewer::end);
    clients.forEach(LoadClient::close);
    threads.shutdownNow();
  }
}
