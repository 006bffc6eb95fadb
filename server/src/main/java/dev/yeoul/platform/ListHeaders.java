package dev.yeoul.platform;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Makes one line of a list of ETags that came in several (RFC 9110, section 5.3): a parameter sees
 * the first line alone.
 */
@Singleton
final class ListHeaders {
  private static final List<String> NAMES = List.of("If-Match", "If-None-Match");

  @ServerRequestFilter(nonBlocking = true)
  void combine(RoutingContext call) {
    MultiMap headers = call.request().headers();
    for (String name : NAMES) {
      List<String> lines = headers.getAll(name);
      if (lines.size() > 1) {
        headers.set(name, String.join(", ", lines));
      }
    }
  }
}
