package dev.yeoul.app;

import dev.yeoul.account.Authenticator;
import dev.yeoul.account.Viewer;
import dev.yeoul.platform.Admission;
import dev.yeoul.platform.DirectCalls;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.ProblemMapper;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.WireAnswer;
import dev.yeoul.playback.DirectProgress;
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
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are made most, answered ahead of what {@link HttpPipeline} and the REST layer do:
 * cached reads, the viewer's own subscription, and reports of progress. Only where they are plain
 * (HTTP/1.1, a connection that stays open, the usual form) and good, and this node knows what they
 * need. What is refused is refused by the REST layer, but for too much load.
 */
@Singleton
final class DirectPipeline implements DirectCalls {
  private static final int LARGEST_REPORT = 2048;
  private static final AsciiString JSON = AsciiString.cached("application/json");
  private static final AsciiString JSON_UTF_8 =
      AsciiString.cached("application/json; charset=utf-8");

  private final NodeState node;
  private final CachedReads cached;
  private final Authenticator authenticator;
  private final DirectSubscription subscription;
  private final DirectProgress progress;
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
      Admission admission,
      ProblemMapper problems,
      HttpMetrics metrics,
      Settings settings) {
    this.node = node;
    this.cached = cached;
    this.authenticator = authenticator;
    this.subscription = subscription;
    this.progress = progress;
    this.admission = admission;
    this.problems = problems;
    this.metrics = metrics;
    this.subscriptionTime = metrics.of(DirectSubscription.OPERATION, 200);
    this.reportTime = metrics.of(DirectProgress.OPERATION, 200);
    // a live reload begins with a request that comes by Vert.x
    this.on = settings.roles().contains(Settings.Role.API) && !Launch.isDevelopment();
  }

  @Override
  public @Nullable ByteBuf ready(HttpRequest head, ByteBufAllocator buffers) {
    String uri = head.uri();
    boolean current = uri.equals(DirectSubscription.PATH);
    if (!(current || CachedReads.beginsAsShared(uri))
        || !isPlain(head, HttpMethod.GET)
        || head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return null;
    }
    return current ? subscription(head, buffers) : cached.ready(head, buffers);
  }

  private @Nullable ByteBuf subscription(HttpRequest head, ByteBufAllocator buffers) {
    long start = System.nanoTime();
    Viewer viewer = viewer(head);
    byte[] json = viewer == null ? null : subscription.current(viewer.id());
    if (json == null) {
      return null;
    }
    subscriptionTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return WireAnswer.personal(json, false, buffers);
  }

  @Override
  public boolean mayTake(HttpRequest head) {
    return DirectProgress.isReport(head.uri())
        && isPlain(head, HttpMethod.POST)
        && isSmall(head.headers().get(HttpHeaderNames.CONTENT_LENGTH))
        && !head.headers().contains(HttpHeaderNames.CONTENT_ENCODING)
        && isJson(head.headers().getAll(HttpHeaderNames.CONTENT_TYPE));
  }

  @Override
  public boolean take(HttpRequest head, ByteBuf body, Client client) {
    long start = System.nanoTime();
    Viewer viewer = node.isShut() ? null : viewer(head);
    DirectProgress.Report report =
        viewer == null ? null : progress.read(viewer.id(), head.uri(), ByteBufUtil.getBytes(body));
    if (report == null) {
      return false;
    }
    if (!admission.enter(Admission.Kind.EVENT_LOOP)) {
      client.refuse(Admission.refusal());
      metrics.record(HttpMetrics.NONE, 503, start);
      return true;
    }
    node.inFlight().incrementAndGet();
    accept(report).onComplete(accepted -> finish(accepted, client, start));
    return true;
  }

  private static Future<byte[]> accept(DirectProgress.Report report) {
    try {
      return report.accept();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void finish(AsyncResult<byte[]> accepted, Client client, long start) {
    boolean answered = false;
    try {
      client.answer(answer(accepted, start));
      answered = true;
    } finally {
      if (!answered) {
        client.giveUp();
      }
      admission.leave(Admission.Kind.EVENT_LOOP);
      node.inFlight().decrementAndGet();
    }
  }

  private ByteBuf answer(AsyncResult<byte[]> accepted, long start) {
    boolean close = node.isShut(); // it may be since
    if (accepted.succeeded()) {
      reportTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return WireAnswer.personal(accepted.result(), close, ByteBufAllocator.DEFAULT);
    }
    ProblemException problem = problems.of(accepted.cause());
    metrics.record(DirectProgress.OPERATION, problem.type().status(), start);
    return WireAnswer.problem(close ? problem.with("Connection", "close") : problem);
  }

  /** Who calls, if this node knows without asking. */
  private @Nullable Viewer viewer(HttpRequest head) {
    List<String> authorization = head.headers().getAll(HttpHeaderNames.AUTHORIZATION);
    return authorization.size() == 1 ? authenticator.cached(authorization.getFirst()) : null;
  }

  private boolean isPlain(HttpRequest head, HttpMethod method) {
    HttpHeaders headers = head.headers();
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    return on
        && !node.isShut()
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
