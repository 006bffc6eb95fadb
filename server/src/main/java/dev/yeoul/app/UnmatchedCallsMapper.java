package dev.yeoul.app;

import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.ProblemMapper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what no resource took. */
@Singleton
final class UnmatchedCallsMapper {
  private final ProblemMapper problems;
  private final Provider<UnmatchedCalls> calls;

  /** The list is read at the first call that needs it: start-up does not wait for it. */
  UnmatchedCallsMapper(ProblemMapper problems, Provider<UnmatchedCalls> calls) {
    this.problems = problems;
    this.calls = calls;
  }

  @ServerExceptionMapper
  public Response notFound(NotFoundException refusal, HttpServerRequest request) {
    // a parameter that can't be converted arrives here as well
    return refusal.getCause() instanceof ProblemException problem
        ? problems.problem(problem)
        : unmatched(request);
  }

  @ServerExceptionMapper
  public Response notAllowed(NotAllowedException refusal, HttpServerRequest request) {
    return unmatched(request);
  }

  private Response unmatched(HttpServerRequest request) {
    return problems.problem(calls.get().problem(request.method().name(), request.path()));
  }
}
