package dev.yeoul.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A problem as application/problem+json (RFC 9457). */
public final class ProblemBody {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemBody() {}

  /** The members, in the order in which a reader wants them. */
  static Map<String, Object> members(ProblemException problem) {
    ProblemType type = problem.type();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", type.title());
    members.put("status", type.status());
    members.put("code", type.code());
    members.put("detail", problem.detail());
    if (!problem.violations().isEmpty()) {
      members.put("errors", problem.violations());
    }
    members.putAll(problem.members());
    return members;
  }

  /** Ends a response with the problem, outside of the REST layer. */
  public static void write(HttpServerResponse response, ProblemException problem) {
    if (response.ended() || response.headWritten()) {
      return;
    }
    problem.headers().forEach(response::putHeader);
    response
        .setStatusCode(problem.type().status())
        .putHeader("Content-Type", MEDIA_TYPE)
        .putHeader("Cache-Control", "private, no-store")
        .end(Buffer.buffer(Representation.bytes(members(problem))));
  }
}
