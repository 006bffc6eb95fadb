package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache in front of a slow call, over HTTP: each load waits until the test lets it go. */
class ResponseCacheTest {
  private static final int CALLERS = 40;
  private static final int EVENT_LOOPS = 4;
  private static final HttpResponse.BodyHandler<String> BODY = HttpResponse.BodyHandlers.ofString();
  private static final String LOOP = "test.loop";

  private final Vertx vertx = Vertx.vertx();
  private final ResponseCache cache =
      new ResponseCache(8, Set.of("user:"), new SimpleMeterRegistry());
  private final BlockingQueue<RoutingContext> loads = new LinkedBlockingQueue<>();
  private final BlockingQueue<RoutingContext> lookedOnly = new LinkedBlockingQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger strayed = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int port;

  @BeforeEach
  void listen() throws IOException {
    Router router = Router.router(vertx);
    router.get("/thing").handler(this::first);
    router.get("/thing").handler(this::loadLater);
    router.get("/late").handler(lookedOnly::add);
    router.get("/late").handler(this::loadLater);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    // each instance has an event loop of its own, and they share the port's connections
    vertx
        .deployVerticle(
            () -> new Listener(router), new DeploymentOptions().setInstances(EVENT_LOOPS))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private final class Listener extends AbstractVerticle {
    private final Router router;

    Listener(Router router) {
      this.router = router;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
          .requestHandler(router)
          .listen()
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    vertx.close();
  }

  @Test
  void a_storm_of_misses_makes_one_load() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = storm();

    finish(nextLoad(), "one");

    assertThat(bodies(answers)).containsOnly("one").hasSize(CALLERS);
    assertThat(loads).isEmpty();
    assertThat(get().join().body()).isEqualTo("one");
  }

  @Test
  void a_call_that_looked_before_a_load_ended_makes_no_second_one() throws Exception {
    CompletableFuture<HttpResponse<String>> late = client.sendAsync(request("/late"), BODY);
    RoutingContext looked = Objects.requireNonNull(lookedOnly.poll(20, TimeUnit.SECONDS));
    CompletableFuture<HttpResponse<String>> first = get();
    finish(nextLoad(), "one");
    first.join();

    cache.load(looked, "/thing");

    assertThat(late.orTimeout(20, TimeUnit.SECONDS).join().body()).isEqualTo("one");
    assertThat(loads).isEmpty();
  }

  @Test
  void what_is_one_users_own_changes_nothing_for_all() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = get();
    finish(nextLoad(), "one");
    answer.join();

    for (int user = 0; user < 200_000; user++) { // three for each slot
      cache.onChange(Set.of("user:" + user));
    }

    assertThat(cache.needsNoLoad("/thing")).isTrue();
  }

  @Test
  void what_is_being_loaded_or_here_needs_no_load_until_it_changes() throws Exception {
    assertThat(cache.needsNoLoad("/thing")).isFalse();
    CompletableFuture<HttpResponse<String>> answer = get();
    RoutingContext load = nextLoad();
    assertThat(cache.needsNoLoad("/thing")).isTrue();

    finish(load, "one");
    answer.join();
    assertThat(cache.needsNoLoad("/thing")).isTrue();

    cache.deaf();
    assertThat(cache.needsNoLoad("/thing")).isTrue();

    cache.onChange(Set.of("thing"));
    assertThat(cache.needsNoLoad("/thing")).isFalse();
  }

  @Test
  void an_answer_tells_its_age_while_changes_may_be_missed() {
    CacheFill begun = Objects.requireNonNull(cache.begin("/thing"));
    cache.keep(begun, answer("one", begun));
    cache.heard();
    assertThat(wire(false))
        .isEqualTo("HTTP/1.1 200 OK|Content-Type: text/plain|ETag: \"one\"|Content-Length: 3||one");
    assertThat(wire(true)).isEqualTo("HTTP/1.1 304 Not Modified|ETag: \"one\"||");

    cache.deaf();

    String age = "\\|Age: [0-9]\\|Cache-Status: yeoul; hit; detail=stale\\|";
    assertThat(wire(false))
        .matches(
            "HTTP/1.1 200 OK\\|Content-Type: text/plain\\|ETag: \"one\""
                + age
                + "Content-Length: 3\\|\\|one");
    assertThat(wire(true)).matches("HTTP/1.1 304 Not Modified\\|ETag: \"one\"" + age + "\\|");
  }

  @Test
  void an_answer_is_that_of_its_address_alone() {
    CacheFill begun = Objects.requireNonNull(cache.begin("/api/things/1?a=b"));
    CachedAnswer answer = answer("one", begun);

    assertThat(isOf(answer, "/api/things/1?a=b")).isTrue();
    for (String other :
        List.of(
            "/apj/things/1?a=b", "/api/things/2?a=b", "/api/things/1?a=c", "/api/things/1?a=b&")) {
      assertThat(isOf(answer, other)).as(other).isFalse();
    }
  }

  private static boolean isOf(CachedAnswer answer, String address) {
    byte[] bytes = ("GET " + address + " HTTP/1.1").getBytes(StandardCharsets.UTF_8);
    return answer.isOf(bytes, 4, 4 + address.length());
  }

  @Test
  void a_304_holds_no_more_memory_than_it_says() {
    CacheFill begun = Objects.requireNonNull(cache.begin("/thing"));
    Map<String, String> headers = Map.of("ETag", "\"long\"");
    int[] slots = ResponseCache.slots(Set.of("thing"));
    cache.keep(begun, CachedAnswer.of(begun, new byte[100_000], "text/plain", headers, slots));

    ByteBuf waiting = wireBytes(true);
    assertThat(waiting.capacity()).isEqualTo(waiting.readableBytes()).isLessThan(1000);
    waiting.release();
  }

  private String wire(boolean notModified) {
    ByteBuf bytes = wireBytes(notModified);
    String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "|");
    bytes.release();
    return text;
  }

  private ByteBuf wireBytes(boolean notModified) {
    PlainRead read = new PlainRead();
    String thing = "GET /thing HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(read.read(Unpooled.copiedBuffer(thing, StandardCharsets.UTF_8))).isTrue();
    long now = System.nanoTime();
    CachedAnswer answer =
        Objects.requireNonNull(cache.ready(read, now, UnpooledByteBufAllocator.DEFAULT));
    return answer.intoWire(notModified, cache.staleSeconds(answer, now));
  }

  @Test
  void calls_wait_for_a_load_that_began_without_a_route() throws Exception {
    CacheFill begun = Objects.requireNonNull(cache.begin("/thing"));
    List<CompletableFuture<HttpResponse<String>>> answers = storm();
    assertThat(cache.begin("/thing")).isNull();

    cache.keep(begun, answer("one", begun));

    assertThat(bodies(answers)).containsOnly("one").hasSize(CALLERS);
    assertThat(loads).isEmpty();
    assertThat(cache.begin("/thing")).isNull();
    cache.onChange(Set.of("thing"));
    assertThat(cache.begin("/thing")).isNotNull();
  }

  @Test
  void calls_that_waited_for_an_abandoned_load_make_their_own() throws Exception {
    CacheFill begun = Objects.requireNonNull(cache.begin("/thing"));
    CompletableFuture<HttpResponse<String>> waits = get();
    await().until(() -> asked.get() == 1);

    cache.abandon(begun);
    finish(nextLoad(), "mine");

    assertThat(waits.join().body()).isEqualTo("mine");
  }

  @Test
  void a_change_during_the_load_makes_one_more_and_nobody_gets_the_old_answer_later()
      throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = storm();
    RoutingContext old = nextLoad();

    cache.onChange(Set.of("thing"));
    finish(old, "old");
    finish(nextLoad(), "new");

    assertThat(bodies(answers)).containsOnlyOnce("old").contains("new");
    assertThat(loads).isEmpty();
    assertThat(get().join().body()).isEqualTo("new");
  }

  @Test
  void a_refusal_is_not_shared_and_each_call_stays_on_its_event_loop() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = storm();

    for (int i = 0; i < CALLERS; i++) {
      refuse(nextLoad());
    }

    assertThat(bodies(answers)).containsOnly("no").hasSize(CALLERS);
    assertThat(strayed).hasValue(0);
  }

  private void first(RoutingContext call) {
    call.put(LOOP, loop());
    if (!cache.answer(call, "/thing")) {
      cache.load(call, "/thing");
    }
    asked.incrementAndGet();
  }

  private void loadLater(RoutingContext call) {
    if (!loop().equals(call.get(LOOP))) {
      strayed.incrementAndGet();
    }
    loads.add(call);
  }

  private static EventLoop loop() {
    return ((ContextInternal) Objects.requireNonNull(Vertx.currentContext())).nettyEventLoop();
  }

  /** All callers are in, and one of them loads. */
  private List<CompletableFuture<HttpResponse<String>>> storm() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      answers.add(get());
    }
    await().until(() -> asked.get() == CALLERS);
    return answers;
  }

  private CompletableFuture<HttpResponse<String>> get() {
    return client.sendAsync(request("/thing"), BODY).orTimeout(20, TimeUnit.SECONDS);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  private RoutingContext nextLoad() throws InterruptedException {
    return Objects.requireNonNull(loads.poll(20, TimeUnit.SECONDS), "no load came");
  }

  private void finish(RoutingContext call, String text) {
    CacheFill fill = call.get(CacheFill.KEY);
    if (fill != null) {
      cache.keep(fill, answer(text, fill));
    }
    call.response().end(text);
  }

  private static CachedAnswer answer(String text, CacheFill fill) {
    return CachedAnswer.of(
        fill,
        text.getBytes(StandardCharsets.UTF_8),
        "text/plain",
        Map.of("ETag", "\"" + text + "\""),
        ResponseCache.slots(Set.of("thing")));
  }

  /** Answers where the REST layer does: not on the call's event loop. */
  private static void refuse(RoutingContext call) {
    call.response().setStatusCode(404).end("no");
  }

  private static List<String> bodies(List<CompletableFuture<HttpResponse<String>>> answers) {
    return answers.stream().map(answer -> answer.join().body()).toList();
  }
}
