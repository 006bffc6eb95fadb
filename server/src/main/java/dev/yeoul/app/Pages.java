package dev.yeoul.app;

import dev.yeoul.platform.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is not the API: the front page, ReDoc, and the metrics. */
@Singleton
final class Pages {
  private static final Logger LOG = Logger.getLogger(Pages.class);
  private static final String HTML = "text/html; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  /** Nothing on these pages may be fetched from elsewhere. */
  private static final String SAME_ORIGIN =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; worker-src 'self' blob:; font-src 'self' data:";

  private final PrometheusMeterRegistry metrics;
  private final Settings.Http http;
  private @Nullable HttpServer metricsServer;

  Pages(PrometheusMeterRegistry metrics, Settings settings) {
    this.metrics = metrics;
    this.http = settings.http();
  }

  void routes(@Observes Router router) {
    String home = resource("pages/home.html");
    String redoc = resource("pages/redoc.html");
    router.get("/").handler(call -> html(call, home));
    router.get("/redoc").handler(call -> html(call, redoc));
    if (http.metricsPort() == 0) {
      router.get("/metrics").handler(call -> scrape(call.response()));
    }
  }

  /** Opens the port of its own for /metrics, if one is set. */
  void openMetricsPort(Vertx vertx) {
    if (http.metricsPort() == 0) {
      return;
    }
    HttpServer server = vertx.createHttpServer();
    server.requestHandler(request -> {
      if (request.path().equals("/metrics")) {
        scrape(request.response());
      } else {
        request.response().setStatusCode(404).end();
      }
    });
    metricsServer = server;
    server
        .listen(http.metricsPort(), http.host())
        .onFailure(e -> LOG.errorf("metrics port %d: %s", http.metricsPort(), e.getMessage()));
  }

  private void scrape(HttpServerResponse response) {
    response
        .putHeader("Content-Type", METRICS)
        .putHeader("Cache-Control", "no-store")
        .end(metrics.scrape());
  }

  private static void html(RoutingContext call, String page) {
    call.response()
        .putHeader("Content-Type", HTML)
        .putHeader("Cache-Control", "public, no-cache")
        .putHeader("Content-Security-Policy", SAME_ORIGIN)
        .end(page);
  }

  private static String resource(String name) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
