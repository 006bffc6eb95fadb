package dev.yeoul.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.yeoul.account.Authenticator;
import dev.yeoul.account.Viewer;
import dev.yeoul.catalog.DirectSeries;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.Admission;
import dev.yeoul.platform.CacheFill;
import dev.yeoul.platform.CachedAnswer;
import dev.yeoul.platform.DirectCalls;
import dev.yeoul.platform.PlainRead;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.ProblemMapper;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.WireAnswer;
import dev.yeoul.playback.DirectProgress;
import dev.yeoul.recommendation.DirectRecommendations;
import dev.yeoul.recommendation.PageBytes;
import dev.yeoul.subscription.DirectSubscription;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are made most, answered ahead of what {@link HttpPipeline} and the REST layer do:
 * cached reads and the titles that the cache lacks, the viewer's own subscription and
 * recommendations, and reports of progress. Only where they are plain (HTTP/1.1, a connection that
 * stays open, the usual form) and good, and this node knows what they need. What is refused is
 * refused by the REST layer, but for too much load, where a refusal must cost little.
 */
@Singleton
final class DirectPipeline implements DirectCalls {
  private static final int LARGEST_REPORT = 2048;
  private static final byte[] SUBSCRIPTION = DirectSubscription.PATH.getBytes(ISO_8859_1);
  private static final AsciiString JSON = AsciiString.cached("application/json");
  private static final AsciiString JSON_UTF_8 =
      AsciiString.cached("application/json; charset=utf-8");

  private final NodeState node;
  private final CachedReads cached;
  private final Authenticator authenticator;
  private final DirectSubscription subscription;
  private final DirectProgress progress;
  private final DirectSeries series;
  private final DirectRecommendations recommendations;
  private final Admission admission;
  private final ProblemMapper problems;
  private final HttpMetrics metrics;
  private final Timer subscriptionTime;
  private final Timer reportTime;
  private final boolean on;

  DirectPipeline(
      NodeState node,
      CachedReads cached,
      Authenticator authenticator,
      DirectSubscription subscription,
      DirectProgress progress,
      DirectSeries series,
      DirectRecommendations recommendations,
      Admission admission,
      ProblemMapper problems,
      HttpMetrics metrics,
      Settings settings) {
    this.node = node;
    this.cached = cached;
    this.authenticator = authenticator;
    this.subscription = subscription;
    this.progress = progress;
    this.series = series;
    this.recommendations = recommendations;
    this.admission = admission;
    this.problems = problems;
    this.metrics = metrics;
    this.subscriptionTime = metrics.of(DirectSubscription.OPERATION, 200);
    this.reportTime = metrics.of(DirectProgress.OPERATION, 200);
    // a live reload begins with a request that comes by Vert.x
    this.on = settings.roles().contains(Settings.Role.API) && !Launch.isDevelopment();
  }

  @Override
  public @Nullable ByteBuf ready(PlainRead read, ByteBufAllocator buffers) {
    if (!isOn()) {
      return null;
    }
    return read.isFor(SUBSCRIPTION) ? subscription(read, buffers) : cached.ready(read, buffers);
  }

  private @Nullable ByteBuf subscription(PlainRead read, ByteBufAllocator buffers) {
    long start = System.nanoTime();
    Viewer viewer = viewer(read.authorization());
    byte[] json = viewer == null ? null : subscription.current(viewer.id());
    if (json == null) {
      return null;
    }
    subscriptionTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return WireAnswer.personal(json, buffers);
  }

  @Override
  public @Nullable ByteBuf refusal(HttpRequest head) {
    long start = System.nanoTime();
    boolean refused =
        mayWait(head.uri())
            && isPlainRead(head)
            && !cached.needsNoLoad(head)
            && admission.refusesEarly(Admission.Kind.BLOCKING);
    if (!refused) {
      return null;
    }
    metrics.record(HttpMetrics.NONE, 503, start);
    return Admission.refusal();
  }

  /** Whether a read of this address may wait for more than the event loop and Redis. */
  private static boolean mayWait(String uri) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return path.startsWith("/api/")
        && HttpPipeline.kind(io.vertx.core.http.HttpMethod.GET, path) == Admission.Kind.BLOCKING;
  }

  @Override
  public boolean mayTake(HttpRequest head) {
    return DirectProgress.isReport(head.uri())
        ? isPlainReport(head)
        : (DirectSeries.id(head.uri()) != null || DirectRecommendations.limit(head.uri()) != null)
            && isPlainRead(head);
  }

  private boolean isPlainReport(HttpRequest head) {
    return isPlain(head, HttpMethod.POST)
        && isSmall(head.headers().get(HttpHeaderNames.CONTENT_LENGTH))
        && !head.headers().contains(HttpHeaderNames.CONTENT_ENCODING)
        && isJson(head.headers().getAll(HttpHeaderNames.CONTENT_TYPE));
  }

  @Override
  public boolean take(HttpRequest head, ByteBuf body, Client client) {
    if (node.isShut()) {
      return false;
    }
    Integer limit = DirectRecommendations.limit(head.uri());
    if (limit != null) {
      return takePage(head, limit, client);
    }
    SeriesId series = DirectSeries.id(head.uri());
    return series == null ? takeReport(head, body, client) : takeTitle(head, series, client);
  }

  private boolean takeReport(HttpRequest head, ByteBuf body, Client client) {
    long start = System.nanoTime();
    Viewer viewer = viewer(head);
    DirectProgress.Report report =
        viewer == null ? null : progress.read(viewer.id(), head.uri(), ByteBufUtil.getBytes(body));
    if (report == null) {
      return false;
    }
    if (enter(Admission.Kind.EVENT_LOOP, client, start)) {
      accept(report)
          .onComplete(accepted ->
              finish(Admission.Kind.EVENT_LOOP, client, () -> reported(accepted, start)));
    }
    return true;
  }

  /** A title that the cache lacks: the first who wants it loads it for all. */
  private boolean takeTitle(HttpRequest head, SeriesId id, Client client) {
    long start = System.nanoTime();
    CacheFill fill = cached.begin(head);
    if (fill == null) {
      return false;
    }
    if (!enter(Admission.Kind.BLOCKING, client, start)) {
      cached.abandon(fill);
      return true;
    }
    List<String> ifNoneMatch = head.headers().getAll(HttpHeaderNames.IF_NONE_MATCH);
    Context loop = Vertx.currentContext();
    var _ =
        load(id, fill)
            .whenComplete((answer, failure) -> {
              if (failure != null) {
                cached.abandon(fill);
              }
              loop.runOnContext(nothing ->
                  finish(
                      Admission.Kind.BLOCKING,
                      client,
                      () ->
                          failure == null
                              ? loaded(answer, ifNoneMatch, start)
                              : problem(DirectSeries.OPERATION, failure, start)));
            });
    return true;
  }

  private CompletableFuture<CachedAnswer> load(SeriesId id, CacheFill fill) {
    try {
      return series.read(id).thenApply(made -> cached.keep(fill, made));
    } catch (RuntimeException | Error e) { // whatever it is: others wait for this load
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean takePage(HttpRequest head, int limit, Client client) {
    long start = System.nanoTime();
    Viewer viewer = viewer(head);
    if (viewer == null) {
      return false;
    }
    if (enter(Admission.Kind.BLOCKING, client, start)) {
      recommendations
          .page(viewer.id(), limit)
          .subscribe()
          .with(
              page -> finish(Admission.Kind.BLOCKING, client, () -> recommended(page, start)),
              failure ->
                  finish(
                      Admission.Kind.BLOCKING,
                      client,
                      () -> problem(DirectRecommendations.OPERATION, failure, start)));
    }
    return true;
  }

  /** Whether a call is let in; if so, {@link #finish} ends it, and if not, it is refused. */
  private boolean enter(Admission.Kind kind, Client client, long start) {
    if (admission.enter(kind)) {
      node.inFlight().incrementAndGet();
      return true;
    }
    client.refuse(Admission.refusal());
    metrics.record(HttpMetrics.NONE, 503, start);
    return false;
  }

  private void finish(Admission.Kind kind, Client client, Supplier<ByteBuf> answer) {
    boolean answered = false;
    try {
      ByteBuf bytes = answer.get();
      if (node.isShut()) { // it may be since
        client.answerLast(WireAnswer.closing(bytes));
      } else {
        client.answer(bytes);
      }
      answered = true;
    } finally {
      if (!answered) {
        client.giveUp();
      }
      admission.leave(kind);
      node.inFlight().decrementAndGet();
    }
  }

  private static Future<byte[]> accept(DirectProgress.Report report) {
    try {
      return report.accept();
    } catch (RuntimeException | Error e) {
      return Future.failedFuture(e);
    }
  }

  private ByteBuf reported(AsyncResult<byte[]> accepted, long start) {
    if (accepted.failed()) {
      return problem(DirectProgress.OPERATION, accepted.cause(), start);
    }
    reportTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return WireAnswer.personal(accepted.result(), ByteBufAllocator.DEFAULT);
  }

  private ByteBuf recommended(PageBytes page, long start) {
    ByteBuf answer = WireAnswer.personal(page.length(), ByteBufAllocator.DEFAULT);
    page.writeTo(answer);
    metrics.record(DirectRecommendations.OPERATION, 200, start);
    return answer;
  }

  private ByteBuf loaded(CachedAnswer answer, List<String> ifNoneMatch, long start) {
    boolean known = answer.isAmong(ifNoneMatch);
    metrics.record(DirectSeries.OPERATION, known ? 304 : 200, start);
    return answer.copy(ByteBufAllocator.DEFAULT).intoWire(known, CachedAnswer.FRESH);
  }

  private ByteBuf problem(String operation, Throwable failure, long start) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    ProblemException problem = problems.of(Objects.requireNonNullElse(cause, failure));
    metrics.record(operation, problem.type().status(), start);
    return WireAnswer.problem(problem);
  }

  /** Who calls, if this node knows without asking. */
  private @Nullable Viewer viewer(HttpRequest head) {
    List<String> authorization = head.headers().getAll(HttpHeaderNames.AUTHORIZATION);
    return authorization.size() == 1 ? viewer(authorization.getFirst()) : null;
  }

  private @Nullable Viewer viewer(@Nullable String authorization) {
    return authorization == null ? null : authenticator.cached(authorization);
  }

  private boolean isOn() {
    return on && !node.isShut();
  }

  private boolean isPlainRead(HttpRequest head) {
    return isPlain(head, HttpMethod.GET)
        && !head.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  /** As a {@link PlainRead} is. */
  private boolean isPlain(HttpRequest head, HttpMethod method) {
    HttpHeaders headers = head.headers();
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    return isOn()
        && head.method().equals(method)
        && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && head.decoderResult().isSuccess()
        && (connection.isEmpty()
            || (connection.size() == 1 && connection.getFirst().equalsIgnoreCase("keep-alive")))
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.EXPECT)
        && !headers.contains(HttpHeaderNames.UPGRADE);
  }

  private static boolean isSmall(@Nullable String length) {
    try {
      return length != null && Integer.parseInt(length) <= LARGEST_REPORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isJson(List<String> types) {
    return types.size() == 1
        && (JSON.contentEqualsIgnoreCase(types.getFirst())
            || JSON_UTF_8.contentEqualsIgnoreCase(types.getFirst()));
  }
}
