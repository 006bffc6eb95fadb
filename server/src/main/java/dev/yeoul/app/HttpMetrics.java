package dev.yeoul.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/** How long answers take, by operation and status. */
@Singleton
final class HttpMetrics {
  private static final String OPERATION = "yeoul.operation";

  /** The operation of calls that were answered before it was known. */
  static final String NONE = "none";

  /** From a ready answer to a password's hash. */
  private static final Duration[] BUCKETS =
      java.util.stream.LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  // at hand, since a look-up by name would be a good part of such a call's work
  private final Timer cachedWhole;
  private final Timer cachedNotModified;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.cachedWhole = timer("cache", 200);
    this.cachedNotModified = timer("cache", 304);
  }

  @ServerResponseFilter
  public void note(@Nullable SimpleResourceInfo resource, RoutingContext call) {
    if (resource != null && resource.getResourceClass() != null) {
      call.put(
          OPERATION, resource.getResourceClass().getSimpleName() + "." + resource.getMethodName());
    }
  }

  /** Notes a call that has been answered. */
  void answered(RoutingContext call, long startNanos) {
    String operation = call.get(OPERATION, NONE);
    record(operation, call.response().getStatusCode(), startNanos);
  }

  /** Notes a call that was answered from the response cache. */
  void cached(int status, long startNanos) {
    Timer timer = status == 304 ? cachedNotModified : cachedWhole;
    timer.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  /** Notes an answer of an operation. */
  void record(String operation, int status, long startNanos) {
    of(operation, status).record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
  }

  /** The timer of an operation's answers with this status. */
  Timer of(String operation, int status) {
    return timers.computeIfAbsent(operation + ' ' + status, key -> timer(operation, status));
  }

  private Timer timer(String operation, int status) {
    return Timer.builder("yeoul.http.requests")
        .description("How long answers took")
        .tag("operation", operation)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
