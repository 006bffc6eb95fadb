package dev.yeoul.platform;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that are too large (413) or of another type than the call takes (415). */
@Singleton
final class BodyGate {
  /** After authentication, before anything reads the body. */
  static final int PRIORITY = 2000;

  private enum Body {
    NONE,
    JSON,
    FORM
  }

  private final Map<Method, Body> expected = new ConcurrentHashMap<>();

  @ServerRequestFilter(priority = PRIORITY, nonBlocking = true)
  void check(ResourceInfo resource, RoutingContext call) {
    if (RequestBody.isTooLarge(call)) {
      throw new ProblemException(
          PlatformProblem.BODY_TOO_LARGE, "Send at most " + RequestBody.MAX_BYTES + " bytes");
    }
    switch (expected.computeIfAbsent(resource.getResourceMethod(), BodyGate::expectedBy)) {
      case NONE -> {}
      case JSON -> requireType(call.request().headers(), MediaType.APPLICATION_JSON);
      case FORM -> requireType(call.request().headers(), MediaType.APPLICATION_FORM_URLENCODED);
    }
  }

  private static Body expectedBy(Method method) {
    if (method.isAnnotationPresent(FormContent.class)) {
      return Body.FORM;
    }
    boolean takesBody =
        Arrays.stream(method.getParameterAnnotations())
            .anyMatch(annotations -> Arrays.stream(annotations).noneMatch(BodyGate::binds));
    return takesBody ? Body.JSON : Body.NONE;
  }

  /** Whether the annotation says that a parameter comes from elsewhere than the body. */
  private static boolean binds(java.lang.annotation.Annotation annotation) {
    String type = annotation.annotationType().getName();
    return type.startsWith("jakarta.ws.rs.") || type.startsWith("org.jboss.resteasy.reactive.Rest");
  }

  private static void requireType(MultiMap headers, String wanted) {
    List<String> types = headers.getAll("Content-Type");
    if (types.size() == 1 && matches(types.getFirst(), wanted)) {
      return;
    }
    throw new ProblemException(
            PlatformProblem.UNSUPPORTED_MEDIA_TYPE, "Send the body as Content-Type: " + wanted)
        .with("Accept", wanted);
  }

  private static boolean matches(String type, String wanted) {
    int end = type.indexOf(';');
    String essence = (end < 0 ? type : type.substring(0, end)).trim();
    String parameters = end < 0 ? "" : type.substring(end).toLowerCase(java.util.Locale.ROOT);
    // a form has no such parameter (WHATWG URL, section 5), but some clients send one
    boolean otherCharset =
        wanted.equals(MediaType.APPLICATION_JSON)
            && parameters.contains("charset")
            && !parameters.contains("utf-8");
    return essence.equalsIgnoreCase(wanted) && !otherCharset;
  }
}
