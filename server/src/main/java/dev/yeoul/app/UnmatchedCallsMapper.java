package dev.yeoul.app;

import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.ProblemMapper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what no resource took. */
@Singleton
final class UnmatchedCallsMapper {
  private final ProblemMapper problems;
  private final Supplier<UnmatchedCalls> calls = new Once();

  UnmatchedCallsMapper(ProblemMapper problems) {
    this.problems = problems;
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

  private static final class Once implements Supplier<UnmatchedCalls> {
    private volatile @org.jspecify.annotations.Nullable UnmatchedCalls made;

    @Override
    public UnmatchedCalls get() {
      UnmatchedCalls known = made;
      if (known == null) {
        known = new UnmatchedCalls();
        made = known;
      }
      return known;
    }
  }
}
