package dev.yeoul.app;

import dev.yeoul.account.Authenticator;
import dev.yeoul.platform.CachedAnswer;
import dev.yeoul.platform.ReadyAnswers;
import dev.yeoul.platform.ResponseCache;
import dev.yeoul.platform.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads that the response cache answers. Plain ones are answered ahead of Vert.x: a GET in
 * HTTP/1.1, without a body, over a connection that stays open. The others come by {@link
 * HttpPipeline}.
 */
@Singleton
final class CachedReads implements ReadyAnswers {
  /** The catalogue's and the plans' answers; what lies below a series and is personal is not. */
  private static final Pattern SHARED =
      Pattern.compile("/api/(plans|series(/[0-9]+((/similar|/(seasons|episodes)(/[0-9]+)?))?)?)");

  private final NodeState node;
  private final ResponseCache cache;
  private final Authenticator authenticator;
  private final HttpMetrics metrics;
  private final boolean aheadOfVertx;

  CachedReads(
      NodeState node,
      ResponseCache cache,
      Authenticator authenticator,
      HttpMetrics metrics,
      Settings settings) {
    this.node = node;
    this.cache = cache;
    this.authenticator = authenticator;
    this.metrics = metrics;
    // a live reload begins with a request that comes by Vert.x
    this.aheadOfVertx = settings.roles().contains(Settings.Role.API) && !Launch.isDevelopment();
  }

  @Override
  public @Nullable ByteBuf to(HttpRequest request, ByteBufAllocator buffers) {
    if (!aheadOfVertx || node.isShut() || !beginsAsShared(request.uri()) || !isPlain(request)) {
      return null;
    }
    long start = System.nanoTime();
    HttpHeaders headers = request.headers();
    if (!mayBeShared(headers.getAll(HttpHeaderNames.AUTHORIZATION))) {
      return null;
    }
    CachedAnswer answer = cache.ready(request.uri(), start);
    if (answer == null) {
      return null;
    }
    boolean known = answer.isAmong(headers.getAll(HttpHeaderNames.IF_NONE_MATCH));
    metrics.cached(known ? 304 : 200, start);
    return known ? answer.notModified(buffers) : answer.whole(buffers);
  }

  /**
   * Answers a call that came by Vert.x.
   *
   * @return whether it could
   */
  boolean answer(RoutingContext call, long startNanos) {
    // only answers of shared addresses are ever kept, so the address itself need not be looked at
    boolean answered = cache.answer(call, call.request().uri());
    if (answered) {
      metrics.cached(call.response().getStatusCode(), startNanos);
    }
    return answered;
  }

  /**
   * Whether a read with these Authorization headers may have what is the same for everybody: a
   * token that is not known to be good takes the long way, where it is checked.
   */
  boolean mayBeShared(List<String> authorization) {
    return authorization.isEmpty()
        || (authorization.size() == 1 && authenticator.isKnown(authorization.getFirst()));
  }

  /** Whether this path's answers are the same for everybody. */
  static boolean isShared(String path) {
    return SHARED.matcher(path).matches();
  }

  /** Sooner seen than whose token it is, so that personal calls do not pay for the look. */
  private static boolean beginsAsShared(String uri) {
    return uri.startsWith("/api/series") || uri.startsWith("/api/plans");
  }

  private static boolean isPlain(HttpRequest request) {
    HttpHeaders headers = request.headers();
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    return request.method().equals(HttpMethod.GET)
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && request.decoderResult().isSuccess()
        && (connection.isEmpty()
            || (connection.size() == 1 && connection.getFirst().equalsIgnoreCase("keep-alive")))
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.EXPECT)
        && !headers.contains(HttpHeaderNames.UPGRADE);
  }
}
