package dev.yeoul.platform;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives each answer its caching headers: {@link Cacheable} becomes bytes with a strong ETag, kept
 * in the response cache; everything else under /api is private unless its resource said otherwise.
 */
@Singleton
final class CacheableFilter {
  private final ResponseCache cache;
  private final CacheableAnswers answers;

  CacheableFilter(ResponseCache cache, CacheableAnswers answers) {
    this.cache = cache;
    this.answers = answers;
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
    CacheableAnswer answer = answers.of(cacheable);
    byte[] body = answer.body();
    answer.headers().forEach(response.getHeaders()::putSingle);
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      // as a hit has them: the REST layer leaves them out with the body
      response.getHeaders().putSingle("Content-Type", CacheableAnswer.JSON);
      response.getHeaders().putSingle("Content-Length", body.length);
    }
    CacheFill fill = call.get(CacheFill.KEY);
    if (fill != null && !cacheable.tags().isEmpty()) {
      cache.keep(fill, answer.kept(fill));
    }
    if (ETags.noneMatch(request.getHeaderString("If-None-Match"), answer.etag())) {
      response.setStatus(304);
      response.setEntity(null);
      // the REST layer says it even so; a hit does not (RFC 9110, section 15.4.5)
      call.addHeadersEndHandler(head -> call.response().headers().remove("Content-Type"));
    } else {
      response.setEntity(body);
    }
  }
}
