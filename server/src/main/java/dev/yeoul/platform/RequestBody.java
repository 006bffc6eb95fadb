package dev.yeoul.platform;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Collects a request's body on the event loop before any thread is given to the call, at most 1
 * MiB: a slow sender holds no thread. A larger body is discarded and marked, so that the checks
 * before the one of its size still come first.
 */
public final class RequestBody implements Handler<RoutingContext> {
  /** The largest body, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String TOO_LARGE = "yeoul.body-too-large";

  private final BodyBudget budget;

  /** Bodies count against this. */
  public RequestBody(BodyBudget budget) {
    this.budget = budget;
  }

  @Override
  public void handle(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (request.isEnded() || request.method().equals(HttpMethod.GET)) {
      call.next();
      return;
    }
    if (declaredLength(request) > MAX_BYTES) {
      tooLarge(call);
      return;
    }
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      request.headers().remove(HttpHeaders.EXPECT);
      call.response().writeContinue();
    }
    collect(call, request);
  }

  /** Whether the call's body was too large to be read. */
  static boolean isTooLarge(RoutingContext call) {
    return call.get(TOO_LARGE) != null;
  }

  private void collect(RoutingContext call, HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    call.addEndHandler(end -> budget.giveBack(body.length()));
    request.handler(part -> {
      if (body.length() + part.length() > MAX_BYTES) {
        tooLarge(call);
      } else if (budget.take(part.length())) {
        body.appendBuffer(part);
      } else {
        discard(call);
        Admission.refuse(call);
      }
    });
    request.endHandler(end -> {
      if (!isTooLarge(call)) {
        ((RoutingContextInternal) call).setBody(body);
        call.next();
      }
    });
    request.resume();
  }

  private static void tooLarge(RoutingContext call) {
    call.put(TOO_LARGE, true);
    discard(call);
    ((RoutingContextInternal) call).setBody(Buffer.buffer());
    call.next();
  }

  /** What is left of the body goes nowhere, and the connection with it. */
  private static void discard(RoutingContext call) {
    call.request().handler(part -> {}).endHandler(end -> {});
    call.request().resume();
    // at the end, or Vert.x would put keep-alive in its place for who calls by HTTP/1.0
    call.addHeadersEndHandler(
        head -> call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
