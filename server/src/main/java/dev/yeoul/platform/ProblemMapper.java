package dev.yeoul.platform;

import com.mongodb.MongoException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns everything that a call can throw into a problem. */
@Singleton
public final class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /**
   * MySQL's numbers for a full disk or file and for read-only: they come with the general HY000.
   */
  private static final Set<Integer> CANNOT_WRITE =
      Set.of(3, 28, 1021, 1026, 1030, 1114, 1290, 1836, 3100);

  /** MySQL's number for a query that it ended because it took too long, with HY000 as well. */
  private static final int TOO_LONG = 3024;

  /** The problem as a response. */
  @ServerExceptionMapper
  public Response problem(ProblemException problem) {
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(ProblemBody.MEDIA_TYPE)
            .entity(Representation.bytes(ProblemBody.members(problem)))
            .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    problem
        .headers()
        .forEach((name, value) -> {
          response.header(name, null);
          response.header(name, value);
        });
    return response.build();
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException refusal) {
    return problem(of(refusal));
  }

  @ServerExceptionMapper
  Response fault(Throwable fault) {
    return problem(of(fault));
  }

  /** The problem that a call's failure is to its client; logs what is not the client's doing. */
  public ProblemException of(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case WebApplicationException refusal ->
          refusal.getCause() instanceof ProblemException problem ? problem : translated(refusal);
      default -> ofFault(failure);
    };
  }

  private static ProblemException ofFault(Throwable fault) {
    String store = storeOf(fault);
    if (store != null) {
      LOG.warnf("%s did not serve a call: %s", store, fault);
      return ProblemException.unavailable(store);
    }
    LOG.error("a call failed", fault);
    return new ProblemException(
        PlatformProblem.INTERNAL_ERROR, "The failure is in the service's log");
  }

  private static ProblemException translated(WebApplicationException refusal) {
    int status = refusal.getResponse().getStatus();
    return switch (status) {
      case 413 -> new ProblemException(PlatformProblem.BODY_TOO_LARGE, "Send at most 1 MiB");
      case 415 ->
          new ProblemException(PlatformProblem.UNSUPPORTED_MEDIA_TYPE, "Send application/json");
      default ->
          status >= 500
              ? new ProblemException(PlatformProblem.INTERNAL_ERROR, "The call failed")
              : new ProblemException(PlatformProblem.MALFORMED_REQUEST, "The request is not valid");
    };
  }

  /** The store whose outage the fault tells of, or null where it is a fault of ours. */
  static @Nullable String storeOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof MongoException) {
        return "MongoDB";
      }
      if (cause instanceof SQLException sql && isOutage(sql)) {
        return "MySQL";
      }
    }
    return null;
  }

  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    boolean connection = state != null && state.startsWith("08");
    boolean rollback = state != null && state.startsWith("40"); // deadlock, lock wait
    return connection
        || rollback
        || CANNOT_WRITE.contains(e.getErrorCode())
        || e.getErrorCode() == TOO_LONG
        || e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException;
  }
}
