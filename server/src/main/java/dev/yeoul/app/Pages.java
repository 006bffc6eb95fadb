package dev.yeoul.app;

import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemBody;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;

/** What is not the API: the front page, ReDoc, and the metrics. */
@Singleton
final class Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String POLICY = "Content-Security-Policy";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  /** Before Quarkus' own routes. */
  private static final int AHEAD = -1;

  /** Nothing on these pages may be fetched from elsewhere. */
  private static final String SAME_ORIGIN =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; worker-src 'self' blob:; font-src 'self' data:";

  private final Provider<HomePage> home;
  private final PrometheusMeterRegistry metrics;
  private final Settings.Http http;

  Pages(PrometheusMeterRegistry metrics, Provider<HomePage> home, Settings settings) {
    this.home = home;
    this.metrics = metrics;
    this.http = settings.http();
  }

  void routes(@Observes Router router) {
    String redoc = resource("pages/redoc.html");
    forReading(router, "/").handler(this::home);
    forReading(router, "/redoc").handler(call -> html(call, redoc));
    forReading(router, "/openapi*").handler(RoutingContext::next);
    forReading(router, "/docs*")
        .handler(call -> {
          call.response().putHeader(POLICY, SAME_ORIGIN);
          call.next();
        });
    if (http.metricsPort() == 0) {
      forReading(router, "/metrics").handler(call -> scrape(call.request()));
    }
  }

  private static Route forReading(Router router, String path) {
    return router.route(path).order(AHEAD).handler(Pages::refuseOtherMethods);
  }

  private static void refuseOtherMethods(RoutingContext call) {
    HttpMethod method = call.request().method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      call.next();
    } else {
      String what = method + " does not work at " + call.request().path();
      ProblemBody.write(
          call.response(),
          new ProblemException(PlatformProblem.METHOD_NOT_ALLOWED, what)
              .with("Allow", "GET, HEAD"));
    }
  }

  private void home(RoutingContext call) {
    Context loop = call.vertx().getOrCreateContext();
    home.get().with(page -> loop.runOnContext(v -> html(call, page)));
  }

  /**
   * Opens the port of its own for /metrics, if one is set.
   *
   * @throws StartFailure when it can't be had
   */
  void openMetricsPort(Vertx vertx) {
    if (http.metricsPort() == 0) {
      return;
    }
    HttpServer server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(75));
    server.requestHandler(request -> {
      if (request.path().equals("/metrics")) {
        scrape(request);
      } else {
        request.response().setStatusCode(404).end();
      }
    });
    try {
      server
          .listen(http.metricsPort(), http.host())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new StartFailure(
          "the metrics port %d can't be opened (%s): choose another one by YEOUL_METRICS_PORT"
              .formatted(http.metricsPort(), e.getCause() == null ? e : e.getCause().getMessage()));
    }
  }

  private void scrape(HttpServerRequest request) {
    request.response().putHeader("Content-Type", METRICS).putHeader("Cache-Control", "no-store");
    end(request, Buffer.buffer(metrics.scrape()));
  }

  private static void html(RoutingContext call, String page) {
    HttpServerResponse response = call.response();
    if (!response.closed()) {
      response
          .putHeader("Content-Type", HTML)
          .putHeader("Cache-Control", "public, no-cache")
          .putHeader(POLICY, SAME_ORIGIN);
      end(call.request(), Buffer.buffer(page));
    }
  }

  /** HEAD has the length of what GET would get. */
  private static void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }

  static String resource(String name) {
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
