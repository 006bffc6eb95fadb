package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.app.WireClient.Answer;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Admission;
import dev.yeoul.platform.DirectCalls;
import dev.yeoul.platform.PlainRead;
import dev.yeoul.platform.ResponseCache;
import dev.yeoul.playback.ApiViewer;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal calls answered ahead of Vert.x, beside the same calls that come by it. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class DirectPipelineTest {
  private static final String END = "\r\n";
  private static final String LONG_WAY = "Connection: keep-alive, x\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final ByteBufAllocator UNPOOLED = UnpooledByteBufAllocator.DEFAULT;
  private static final String ME = "/api/users/me";
  private static final String CACHED = "/api/plans";
  private static final String CURRENT = "/api/subscriptions/current";
  private static final String JSON = "Content-Type: application/json\r\n";

  @Inject Jdbi jdbi;
  @Inject DirectPipeline direct;
  @Inject NodeState node;
  @Inject Admission admission;
  @Inject ResponseCache cache;
  @Inject Vertx vertx;

  private ApiViewer viewer = new ApiViewer(0, "");
  private Show show = new Show(new SeriesId(0), List.of());

  @BeforeEach
  void know() {
    viewer = ApiViewer.subscribed();
    show = Viewing.show(jdbi, 2, 1000);
    viewer.watch(show.id(), show.first(), 1);
    viewer.read(CURRENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'episode_id': %d, 'position_seconds': 12.3456}",
        "{'episode_id': %d, 'position_seconds': 0, 'duration_seconds': 7.5}",
        "{'position_seconds': 900, 'action': 'pause', 'episode_id': %d, 'device': 'TV'}",
        "{'episode_id': %d, 'position_seconds': 899.9994, 'device': '거실 📺'}",
        "{'episode_id': %d, 'position_seconds': 899.9995, 'device': ''}",
        "{'episode_id': %d, 'position_seconds': 1000.0004}",
        "{'episode_id': %d, 'position_seconds': 1000.0005}",
        "{'episode_id': %d, 'position_seconds': 12, 'device': null, 'action': null}",
        "{'episode_id': %d, 'position_seconds': 12, 'more': [{'a': 1}]}",
        "{'episode_id': %d, 'position_seconds': 1.2e2}",
        "{'episode_id': %d, 'position_seconds': 1e99999}",
        "{'episode_id': %d, 'position_seconds': -1}",
        "{'episode_id': %d, 'position_seconds': -0}",
        "{'episode_id': %d, 'position_seconds': 007}",
        "{'episode_id': %d, 'position_seconds': .5}",
        "{'episode_id': %d, 'position_seconds': 0.00000000000000000000001}",
        "{'episode_id': %d, 'position_seconds': '12'}",
        "{'episode_id': %d, 'position_seconds': 12, 'position_seconds': 13}",
        "{'episode_id': %d, 'episode_id': 1, 'position_seconds': 12}",
        "{'episode_id': %d, 'position_seconds': 12, 'action': 'stop', 'action': 'seek'}",
        "{'episode_id': %d, 'position_seconds': 12, 'device': 'a', 'device': 'b'}",
        "{'duration_seconds': 9, 'duration_seconds': 8, 'episode_id': %d, 'position_seconds': 1}",
        "{'episode_id': %d, 'position_seconds': 12, 'duration_seconds': 0}",
        "{'episode_id': %d, 'position_seconds': 12, 'duration_seconds': 2147483648}",
        "{'episode_id': %d, 'position_seconds': 12, 'action': 'dance'}",
        "{'episode_id': %d, 'position_seconds': 12, 'action': 0}",
        "{'episode_id': %d, 'position_seconds': 12, 'device': 'a\\u0000b'}",
        "{'episode_id': %d, 'position_seconds': 12, 'device': '\\ud83d'}",
        "{'episode_id': %d, 'position_seconds': 12, 'device': '%101s'}",
        "{'episode_id': %d, 'position_seconds': 12} {}",
        "{'episode_id': %d, 'position_seconds': 12",
        "{'episode_id': %d}",
        "{'position_seconds': %d}",
        "{'episode_id': 999999999, 'position_seconds': 1}",
        "{'episode_id': 99999999999999999999, 'position_seconds': 1}",
        "{'episode_id': %d.0, 'position_seconds': 1}",
        "[%d]",
        "",
        "\0"
      })
  void both_ways_read_a_report_alike(String form) throws IOException {
    String body = form.replace('\'', '"').formatted(show.first().value(), "");

    Answer direct = report("", body);
    Answer usual = report(LONG_WAY, body);

    assertThat(timeless(direct)).isEqualTo(timeless(usual));
    assertThat(direct.headers()).isEqualTo(usual.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: application/json\r\n",
        "Content-Type: text/plain\r\n",
        "Content-Type: application/json; charset=utf-8\r\n",
        "Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
        "Content-Type: application/json\r\nAccept: text/html\r\n",
        "Content-Type: application/json\r\nAuthorization: Bearer x\r\n",
      })
  void both_ways_look_at_the_same_headers(String headers) throws IOException {
    String body = body(12);

    Answer direct = send(post(show.id().toString(), headers, body));
    Answer usual = send(post(show.id().toString(), headers + LONG_WAY, body));

    assertThat(timeless(direct)).isEqualTo(timeless(usual));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "%", "99999999999999999999", "1/../1", "1;a=b", ""})
  void both_ways_refuse_what_is_no_series(String series) throws IOException {
    assertThat(send(post(series, JSON, body(12))))
        .isEqualTo(send(post(series, JSON + LONG_WAY, body(12))));
  }

  @Test
  void a_report_is_accepted_wherever_its_bytes_are_cut() throws IOException {
    String request = post(show.id().toString(), JSON, body(7));
    try (WireClient client = new WireClient()) {
      for (int cut = request.length() - 1; cut > 0; cut -= 11) {
        client.send(request.substring(0, cut));
        client.send(request.substring(cut));

        assertThat(client.next().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void answers_keep_the_order_of_the_requests() throws IOException {
    String current = current("");
    StringBuilder all = new StringBuilder();
    for (int seconds = 0; seconds < 20; seconds++) {
      all.append(post(show.id().toString(), JSON, body(seconds)));
      all.append(post(show.id().toString(), JSON + LONG_WAY, body(seconds)));
      all.append(current);
    }
    try (WireClient client = new WireClient()) {
      client.send(all.toString());

      for (int seconds = 0; seconds < 20; seconds++) {
        String position = "\"position_seconds\":" + seconds + ",";
        assertThat(client.next().body()).contains(position);
        assertThat(client.next().body()).contains(position);
        assertThat(client.next().body()).contains("\"plan_id\"");
      }
    }
    assertThat(viewer.read("/api/series/" + show.id() + "/progress").getInt("[0].position_seconds"))
        .isEqualTo(19);
  }

  @Test
  void a_plain_call_of_a_known_viewer_goes_no_other_way() throws Exception {
    PlainRead read = new PlainRead();
    assertThat(read.read(Unpooled.copiedBuffer(current(""), StandardCharsets.UTF_8))).isTrue();
    knowing(() -> {
      ByteBuf answer = direct.ready(read, UNPOOLED);
      assertThat(answer).isNotNull();
      assertThat(answer.toString(StandardCharsets.UTF_8)).startsWith(OK).contains("\"plan_id\"");
      answer.release();
    });

    byte[] body =
        "{\"episode_id\":%d,\"position_seconds\":1,\"device\":\"거실 📺\"}"
            .formatted(show.first().value())
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest report = head(HttpMethod.POST, "/api/series/" + show.id() + "/progress");
    report.headers().set("Content-Type", "application/json").set("Content-Length", body.length);
    assertThat(direct.mayTake(report)).isTrue();
    Waiting client = new Waiting();
    knowing(() -> assertThat(direct.take(report, Unpooled.wrappedBuffer(body), client)).isTrue());
    assertThat(client.answer.get(10, TimeUnit.SECONDS)).startsWith(OK).contains("\"completed\"");
  }

  /**
   * Looks at what a node does that knows the viewer. It hears up to three times that this one has
   * subscribed, by itself, from Redis and from its poll, and has to learn of the viewer again then.
   */
  private void knowing(ThrowingRunnable look) {
    await()
        .untilAsserted(() -> {
          viewer.read(CURRENT);
          look.run();
        });
  }

  private void onLoop(Runnable look) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    vertx
        .getOrCreateContext()
        .runOnContext(nothing -> {
          try {
            look.run();
            done.complete(null);
          } catch (AssertionError | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    try {
      done.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw failed;
      }
      throw e;
    }
  }

  private HttpRequest head(HttpMethod method, String uri) {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri);
    head.headers().set("Host", "localhost").set("Authorization", "Bearer " + viewer.token());
    return head;
  }

  /** Gets the answer as text. */
  private static final class Waiting implements DirectCalls.Client {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Override
    public void answer(ByteBuf bytes) {
      answer.complete(bytes.toString(StandardCharsets.UTF_8));
      bytes.release();
    }

    @Override
    public void answerLast(ByteBuf bytes) {
      answer(bytes);
    }

    @Override
    public void refuse(ByteBuf bytes) {
      answer(bytes);
    }

    @Override
    public void giveUp() {
      answer.completeExceptionally(new IllegalStateException("no answer"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "If-None-Match: \"other\"\r\n",
        "If-None-Match: %s\r\n",
        "If-None-Match: \"other\"\r\nIf-None-Match: W/%s\r\n",
        "Accept: text/html\r\n",
        "Authorization: Bearer x\r\n",
      })
  void both_ways_load_a_title_alike(String form) throws IOException {
    String title = "/api/series/" + show.id();
    String etag = given().get(title).then().statusCode(200).extract().header("ETag");
    String headers = form.formatted(etag);

    cache.onChange(Set.of(show.id().tag()));
    Answer direct = send(anyone(title, headers));
    cache.onChange(Set.of(show.id().tag()));
    Answer usual = send(anyone(title, headers + LONG_WAY));

    assertThat(direct).isEqualTo(usual);
    assertThat(send(anyone(title, headers))).isEqualTo(usual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "007", "999999999999", "9999999999999999999", "-1", "x", "1;a", "1/"})
  void both_ways_say_alike_that_a_title_is_not_there(String id) throws IOException {
    assertThat(send(anyone("/api/series/" + id, "")))
        .isEqualTo(send(anyone("/api/series/" + id, LONG_WAY)));
  }

  @Test
  void a_title_is_loaded_by_whoever_asks_first() throws Exception {
    HttpRequest title = head(HttpMethod.GET, "/api/series/" + show.id());
    assertThat(direct.mayTake(title)).isTrue();
    Waiting first = new Waiting();
    onLoop(() -> assertThat(direct.take(title, Unpooled.EMPTY_BUFFER, first)).isTrue());
    assertThat(first.answer.get(10, TimeUnit.SECONDS))
        .startsWith(OK)
        .contains("\"id\":" + show.id() + ",");

    onLoop(() -> assertThat(direct.take(title, Unpooled.EMPTY_BUFFER, new Waiting())).isFalse());
    assertThat(send(anyone(title.uri(), "")).status()).isEqualTo(200);
  }

  @Test
  void a_load_that_ends_with_an_error_is_over_for_all() throws Exception {
    HttpRequest title = head(HttpMethod.GET, "/api/series/" + show.id());
    Waiting first = new Waiting();
    BrokenLoads broken = new BrokenLoads();
    jdbi.installPlugin(broken);
    try {
      onLoop(() -> assertThat(direct.take(title, Unpooled.EMPTY_BUFFER, first)).isTrue());
      assertThat(first.answer.get(10, TimeUnit.SECONDS)).startsWith("HTTP/1.1 500 ");
    } finally {
      broken.on = false;
    }
    await().untilAsserted(() -> assertThat(node.inFlight()).hasValue(0));
    assertThat(cache.needsNoLoad(title.uri())).isFalse();
    assertThat(send(anyone(title.uri(), "")).status()).isEqualTo(200);
  }

  /** Ends the loads of titles with an error, as a full heap would. */
  private static final class BrokenLoads implements JdbiPlugin {
    private volatile boolean on = true;

    @Override
    public Handle customizeHandle(Handle handle) {
      if (on && Thread.currentThread().getName().equals("series-loader")) {
        handle.close();
        throw new InternalError("as if");
      }
      return handle;
    }
  }

  @Test
  void both_ways_refuse_alike_where_there_is_too_much_to_do() throws IOException {
    fillCache();
    assertThat(direct.refusal(head(HttpMethod.GET, ME))).isNull();
    try (var _ = new Full()) {
      Answer quick = send(read(ME, ""));
      Answer slow = send(read(ME, LONG_WAY));

      assertThat(quick.status()).isEqualTo(503);
      assertThat(quick.body()).isEqualTo(slow.body()).contains("\"overloaded\"");
      assertThat(quick.headers().remove("retry-after")).matches("[1-3]");
      assertThat(slow.headers().remove("retry-after")).matches("[1-3]");
      assertThat(quick).isEqualTo(slow);
      assertThat(direct.refusal(head(HttpMethod.GET, ME + "?of=/api/trending"))).isNotNull();
    }
    assertThat(send(read(ME, "")).status()).isEqualTo(200);
  }

  @Test
  void what_waits_for_no_load_is_answered_where_there_is_too_much_to_do() throws IOException {
    fillCache();
    try (var _ = new Full()) {
      assertThat(direct.refusal(head(HttpMethod.GET, CACHED))).isNull();
      for (String read : List.of(CACHED, "/api/trending", CURRENT)) {
        assertThat(send(read(read, "")).status()).as(read).isEqualTo(200);
      }
      assertThat(report("", body(1)).status()).isEqualTo(200);
    }
  }

  @Test
  void a_client_that_was_refused_is_not_read_for_a_moment() throws IOException {
    fillCache();
    try (var _ = new Full();
        WireClient client = new WireClient()) {
      long sent = System.nanoTime();
      client.send(read(ME, "") + read(CACHED, ""));

      assertThat(client.statuses(2)).containsExactly(503, 200);
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThan(Duration.ofMillis(190));
    }
  }

  private static void fillCache() {
    given().get(CACHED).then().statusCode(200);
  }

  /** As many calls in progress as are let in. */
  private final class Full implements AutoCloseable {
    private int calls;

    Full() {
      while (admission.enter(Admission.Kind.BLOCKING)) {
        calls++;
      }
    }

    @Override
    public void close() {
      for (; calls > 0; calls--) {
        admission.leave(Admission.Kind.BLOCKING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?limit=1",
        "?limit=100",
        "?limit=101",
        "?limit=0",
        "?limit=07",
        "?limit=x",
        "?limit=",
        "?limit=5&limit=6",
        "?x=1",
        "/",
      })
  void both_ways_recommend_alike(String query) throws IOException {
    String path = "/api/recommendations" + query;
    var _ = viewer.call().get(path); // a page that is kept for the viewer is the same showing

    assertThat(send(read(path, ""))).isEqualTo(send(read(path, LONG_WAY)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?limit=3"})
  void a_page_of_recommendations_goes_no_other_way(String query) throws Exception {
    HttpRequest page = head(HttpMethod.GET, "/api/recommendations" + query);
    assertThat(direct.mayTake(page)).isTrue();
    Waiting client = new Waiting();
    knowing(
        () -> onLoop(() -> assertThat(direct.take(page, Unpooled.EMPTY_BUFFER, client)).isTrue()));
    assertThat(client.answer.get(10, TimeUnit.SECONDS)).startsWith(OK).contains("\"row\":");
  }

  @Test
  void both_ways_tell_the_subscription_alike() throws IOException {
    assertThat(send(current(""))).isEqualTo(send(current(LONG_WAY)));

    viewer.call().delete(CURRENT).then().statusCode(200);
    assertThat(send(current("")).body()).contains("\"cancelled\"");

    viewer.call().delete("/api/subscriptions/current?immediately=true").then().statusCode(200);
    assertThat(send(current("")).status()).isEqualTo(404);
    assertThat(report("", body(1)).status()).isEqualTo(403);
  }

  @Test
  void a_session_that_has_ended_reports_nothing_more() throws IOException {
    assertThat(report("", body(1)).status()).isEqualTo(200);
    viewer.call().post("/api/logout").then().statusCode(204);

    assertThat(report("", body(2)).status()).isEqualTo(401);
    assertThat(send(current("")).status()).isEqualTo(401);
  }

  private String body(int seconds) {
    return "{\"episode_id\":%d,\"position_seconds\":%d}".formatted(show.first().value(), seconds);
  }

  private Answer report(String headers, String body) throws IOException {
    return send(post(show.id().toString(), JSON + headers, body));
  }

  private String post(String series, String headers, String body) {
    return "POST /api/series/"
        + series
        + "/progress HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + viewer.token()
        + END
        + headers
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + END
        + END
        + body;
  }

  private String current(String headers) {
    return read(CURRENT, headers);
  }

  private String read(String path, String headers) {
    return anyone(path, "Authorization: Bearer " + viewer.token() + END + headers);
  }

  private static String anyone(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + END;
  }

  private static Answer send(String request) throws IOException {
    try (WireClient client = new WireClient()) {
      client.send(request);
      Answer answer = client.next();
      answer.headers().remove("connection");
      return answer;
    }
  }

  private static Answer timeless(Answer answer) {
    String body = answer.body().replaceAll("\"updated_at\":\"[^\"]+\"", "");
    return new Answer(answer.status(), answer.headers(), body);
  }
}
