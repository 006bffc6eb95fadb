package dev.yeoul.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.yeoul.account.Authenticator;
import dev.yeoul.platform.CacheFill;
import dev.yeoul.platform.Cacheable;
import dev.yeoul.platform.CacheableAnswers;
import dev.yeoul.platform.CachedAnswer;
import dev.yeoul.platform.PlainRead;
import dev.yeoul.platform.ResponseCache;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads that the response cache answers, by {@link DirectPipeline} or {@link HttpPipeline}. */
@Singleton
final class CachedReads {
  /** The catalogue's and the plans' answers; what lies below a series and is personal is not. */
  private static final Pattern SHARED =
      Pattern.compile("/api/(plans|series(/[0-9]+((/similar|/(seasons|episodes)(/[0-9]+)?))?)?)");

  private static final byte[] SERIES = "/api/series".getBytes(ISO_8859_1);
  private static final byte[] PLANS = "/api/plans".getBytes(ISO_8859_1);

  private final ResponseCache cache;
  private final CacheableAnswers answers;
  private final Authenticator authenticator;
  private final HttpMetrics metrics;

  CachedReads(
      ResponseCache cache,
      CacheableAnswers answers,
      Authenticator authenticator,
      HttpMetrics metrics) {
    this.cache = cache;
    this.answers = answers;
    this.authenticator = authenticator;
    this.metrics = metrics;
  }

  /**
   * The answer to a read, if it is here.
   *
   * @return as it goes over the wire, the caller's to release
   */
  @Nullable ByteBuf ready(PlainRead read, ByteBufAllocator buffers) {
    if (!read.beginsWith(SERIES) && !read.beginsWith(PLANS)) {
      return null; // sooner seen than whose token it is
    }
    long start = System.nanoTime();
    if (!mayBeShared(read.authorization())) {
      return null;
    }
    CachedAnswer answer = cache.ready(read, start, buffers);
    if (answer == null) {
      return null;
    }
    boolean known = answer.isAmong(read);
    metrics.cached(known ? 304 : 200, start);
    return answer.intoWire(known, cache.staleSeconds(answer, start));
  }

  /** Whether one that is not {@link #ready} takes nothing to answer all the same. */
  boolean needsNoLoad(HttpRequest head) {
    return cache.needsNoLoad(head.uri())
        && mayBeShared(head.headers().getAll(HttpHeaderNames.AUTHORIZATION));
  }

  /**
   * Begins the load of one that is not {@link #ready}; {@link #keep} or {@link #abandon} ends it.
   *
   * @return null where it has to go the usual way
   */
  @Nullable CacheFill begin(HttpRequest head) {
    return mayBeShared(head.headers().getAll(HttpHeaderNames.AUTHORIZATION))
        ? cache.begin(head.uri())
        : null;
  }

  /** What a load has made, now for all. */
  CachedAnswer keep(CacheFill fill, Cacheable made) {
    CachedAnswer answer = answers.of(made).kept(fill);
    cache.keep(fill, answer);
    return answer;
  }

  /** A load that came to nothing. */
  void abandon(CacheFill fill) {
    cache.abandon(fill);
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
        || (authorization.size() == 1 && mayBeShared(authorization.getFirst()));
  }

  private boolean mayBeShared(@Nullable String authorization) {
    return authorization == null || authenticator.isKnown(authorization);
  }

  /** Whether this path's answers are the same for everybody. */
  static boolean isShared(String path) {
    return SHARED.matcher(path).matches();
  }
}
