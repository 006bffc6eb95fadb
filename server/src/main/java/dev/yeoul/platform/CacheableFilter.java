package dev.yeoul.platform;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

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
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", publicCaching);
    headers.put("ETag", etag);
    headers.putAll(cacheable.headers());
    headers.forEach(response.getHeaders()::putSingle);
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      // as a hit has them: the REST layer leaves them out with the body
      response.getHeaders().putSingle("Content-Type", JSON);
      response.getHeaders().putSingle("Content-Length", body.length);
    }
    CacheFill fill = call.get(CacheFill.KEY);
    if (fill != null && !cacheable.tags().isEmpty()) {
      int[] slots = ResponseCache.slots(cacheable.tags());
      cache.keep(fill, CachedAnswer.of(body, JSON, etag, headers, slots, fill.loadStart()));
    }
    if (ETags.noneMatch(request.getHeaderString("If-None-Match"), etag)) {
      response.setStatus(304);
      response.setEntity(null);
    } else {
      response.setEntity(body);
    }
  }
}
