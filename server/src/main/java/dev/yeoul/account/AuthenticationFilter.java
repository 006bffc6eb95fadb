package dev.yeoul.account;

import dev.yeoul.platform.Public;
import io.quarkus.arc.ClientProxy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers 401 to a call that needs a token and lacks a valid one. Runs after matching, so that 404
 * and 405 come first, and on the event loop: a known token never leaves it.
 */
@Singleton
final class AuthenticationFilter {
  private final Provider<Authenticator> authenticators;
  private final CurrentViewer current;

  /** Filters are made before the stores can be: the authenticator is asked for at each call. */
  AuthenticationFilter(Provider<Authenticator> authenticators, CurrentViewer current) {
    this.authenticators = authenticators;
    this.current = current;
  }

  /** Null where there is nothing to wait for: the call then goes on without being suspended. */
  @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
  public @Nullable Uni<Void> authenticate(ResourceInfo resource, RoutingContext route) {
    Method method = resource.getResourceMethod();
    Public open = method.getAnnotation(Public.class);
    if (open != null && open.ignoreBearer()) {
      return null;
    }
    String header = onlyHeader(route.request());
    if (header == null) {
      if (open == null) {
        throw Refusal.unauthenticated();
      }
      return null;
    }
    Authenticator authenticator = authenticators.get();
    Viewer known = authenticator.cached(header);
    if (known != null) {
      current.set(known);
      return null;
    }
    // what follows runs on other threads, where the call's scope and so the proxy mean nothing
    CurrentViewer here = ClientProxy.unwrap(current);
    return authenticator
        .authenticate(header, method.isAnnotationPresent(EndsSession.class))
        .invoke(here::set)
        .replaceWithVoid();
  }

  /** The call's one Authorization header; null where there is none. */
  private static @Nullable String onlyHeader(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Authorization");
    if (headers.size() > 1) {
      throw Refusal.invalidToken();
    }
    return headers.isEmpty() ? null : headers.getFirst();
  }
}
