package dev.yeoul.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives each answer its caching headers: {@link Cacheable} becomes bytes with a strong ETag, kept
 * in the response cache; everything else under /api is private unless its resource said otherwise.
 */
@Singleton
final class CacheableFilter {
  /** As the REST layer writes it, so that a hit is the same answer as a miss. */
  private static final String JSON = "application/json;charset=UTF-8";

  private final ResponseCache cache;
  private final String publicCaching;

  CacheableFilter(ResponseCache cache, Settings settings) {
    this.cache = cache;
    int maxAge = settings.limits().cacheMaxAgeSeconds();
    this.publicCaching = maxAge == 0 ? "public, no-cache" : "public, max-age=" + maxAge;
  }

  @ServerResponseFilter
  void filter(
      ContainerRequestContext request, ContainerResponseContext response, RoutingContext call) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    if (response.getEntity() instanceof Cacheable cacheable) {
      answer(request, response, cacheable, call);
    } else if (request.getUriInfo().getPath().startsWith("/api/")
        && !headers.containsKey("Cache-Control")) {
      headers.putSingle("Cache-Control", "private, no-store");
    }
  }

  private void answer(
      ContainerRequestContext request,
      ContainerResponseContext response,
      Cacheable cacheable,
      RoutingContext call) {
    byte[] body = Representation.bytes(cacheable.entity());
    String etag = ETags.of(body);
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("Cache-Control", publicCaching);
    headers.putSingle("ETag", etag);
    cacheable.headers().forEach(headers::putSingle);
    keep(cacheable, body, etag, call.get(CacheFill.KEY));
    if (ETags.noneMatch(request.getHeaderString("If-None-Match"), etag)) {
      response.setStatus(304);
      response.setEntity(null);
    } else {
      response.setEntity(body);
    }
  }

  private void keep(Cacheable cacheable, byte[] body, String etag, @Nullable CacheFill fill) {
    if (fill == null || cacheable.tags().isEmpty()) {
      return;
    }
    List<CharSequence> headers = new ArrayList<>();
    headers.add(HttpHeaders.CONTENT_TYPE);
    headers.add(HttpHeaders.createOptimized(JSON));
    headers.add(HttpHeaders.ETAG);
    headers.add(HttpHeaders.createOptimized(etag));
    if (!cacheable.headers().containsKey("Cache-Control")) {
      headers.add(HttpHeaders.CACHE_CONTROL);
      headers.add(HttpHeaders.createOptimized(publicCaching));
    }
    for (Map.Entry<String, String> header : cacheable.headers().entrySet()) {
      headers.add(HttpHeaders.createOptimized(header.getKey()));
      headers.add(HttpHeaders.createOptimized(header.getValue()));
    }
    cache.keep(
        fill,
        new CachedAnswer(
            Buffer.buffer(
                io.netty.buffer.Unpooled.unreleasableBuffer(
                    io.netty.buffer.Unpooled.wrappedBuffer(body))),
            etag,
            headers.toArray(CharSequence[]::new),
            ResponseCache.slots(cacheable.tags()),
            fill.loadStart(),
            System.nanoTime()));
  }
}
