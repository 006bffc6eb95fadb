package dev.yeoul.app;

import dev.yeoul.account.TokenResource;
import dev.yeoul.platform.Admission;
import dev.yeoul.platform.BodyBudget;
import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemBody;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RequestBody;
import dev.yeoul.platform.ResponseCache;
import dev.yeoul.platform.Settings;
import dev.yeoul.subscription.DirectSubscription;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** What every request passes before the REST layer: drain, ready answers, the body, admission. */
@Singleton
final class HttpPipeline {
  /** Wait for a turn to hash a password. */
  private static final Set<String> HASHING = Set.of(TokenResource.PATH, "/api/register");

  private static final Buffer TOKEN_REFUSAL = Admission.body(TokenResource::problemOf);

  private final NodeState node;
  private final ResponseCache cache;
  private final CachedReads reads;
  private final Admission admission;
  private final BodyBudget bodies;
  private final HttpMetrics metrics;
  private final boolean servesApi;

  HttpPipeline(
      NodeState node,
      ResponseCache cache,
      CachedReads reads,
      Admission admission,
      BodyBudget bodies,
      HttpMetrics metrics,
      Settings settings) {
    this.node = node;
    this.cache = cache;
    this.reads = reads;
    this.admission = admission;
    this.bodies = bodies;
    this.metrics = metrics;
    this.servesApi = settings.roles().contains(Settings.Role.API);
  }

  void install(@Observes Filters filters) {
    filters.register(this::enter, 400);
    filters.register(this::cached, 300);
    filters.register(new RequestBody(bodies), 200);
    filters.register(this::admit, 100);
  }

  /** What the REST layer never sees gets a problem as well. */
  void errors(@Observes Router router) {
    router.errorHandler(400, call -> refuse(call, PlatformProblem.MALFORMED_REQUEST));
    router.errorHandler(404, call -> refuse(call, PlatformProblem.NOT_FOUND));
    router.errorHandler(405, call -> refuse(call, PlatformProblem.METHOD_NOT_ALLOWED));
  }

  private void enter(RoutingContext call) {
    call.addHeadersEndHandler(head -> closeIfShut(call)); // it may have begun by then
    if (!servesApi && call.request().path().startsWith("/api/")) {
      refuse(call, PlatformProblem.NOT_FOUND);
      return;
    }
    call.next();
  }

  private void closeIfShut(RoutingContext call) {
    if (node.isShut()) {
      call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private void cached(RoutingContext call) {
    HttpServerRequest request = call.request();
    long start = System.nanoTime();
    boolean mayBeCached =
        (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
            && reads.mayBeShared(request.headers().getAll(HttpHeaders.AUTHORIZATION));
    if (mayBeCached && reads.answer(call, start)) {
      return;
    }
    boolean shared = mayBeCached && CachedReads.isShared(request.path());
    // answers are JSON whatever it says (RFC 9110, section 12.4.1), as those from the cache are
    request.headers().remove(HttpHeaders.ACCEPT);
    if (request.path().equals(TokenResource.PATH)) {
      call.put(Admission.OWN_BODY, TOKEN_REFUSAL);
    }
    node.inFlight().incrementAndGet();
    call.addEndHandler(end -> {
      node.inFlight().decrementAndGet();
      metrics.answered(call, start);
    });
    if (shared) {
      cache.load(call, request.uri());
    } else {
      call.next();
    }
  }

  /**
   * Behind the body, so that a slow sender takes no call's place; ready answers never come here,
   * and neither health nor metrics are counted.
   */
  private void admit(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (!request.path().startsWith("/api/")) {
      call.next();
      return;
    }
    Admission.Kind kind = kind(request.method(), request.path());
    if (admission.enter(kind)) {
      call.addEndHandler(end -> admission.leave(kind));
      call.next();
    } else {
      Admission.refuse(call);
    }
  }

  /** What a call to this address may wait for. */
  static Admission.Kind kind(HttpMethod method, String path) {
    if (method.equals(HttpMethod.POST) && HASHING.contains(path)) {
      return Admission.Kind.HASHING;
    }
    boolean reads = method.equals(HttpMethod.GET);
    boolean reports = method.equals(HttpMethod.POST) && path.endsWith("/progress");
    boolean quick = path.equals("/api/trending") || path.equals(DirectSubscription.PATH);
    return reports || (reads && quick) ? Admission.Kind.EVENT_LOOP : Admission.Kind.BLOCKING;
  }

  private static void refuse(RoutingContext call, PlatformProblem type) {
    ProblemBody.write(
        call.response(), new ProblemException(type, type.title() + ": " + call.request().path()));
  }
}
