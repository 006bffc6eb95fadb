package dev.yeoul.account;

import dev.yeoul.platform.ProblemException;

/** The 401 answers, with the WWW-Authenticate header of RFC 6750, and the errors of RFC 6749. */
final class Refusal {
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String REALM = "Bearer realm=\"yeoul\"";

  private Refusal() {}

  /** No token where one is needed. */
  static ProblemException unauthenticated() {
    return new ProblemException(
            AccountProblem.UNAUTHENTICATED, "Send an access token: Authorization: Bearer ...")
        .with(CHALLENGE, REALM);
  }

  /** A token that is not ours, not intact, or over. The reasons are told to nobody. */
  static ProblemException invalidToken() {
    return new ProblemException(
            AccountProblem.INVALID_TOKEN, "The access token is expired, revoked or not valid")
        .with(CHALLENGE, REALM + ", error=\"invalid_token\"");
  }

  /** Wrong credentials or refresh token. */
  static ProblemException invalidGrant(String description) {
    return tokenError(AccountProblem.INVALID_GRANT, description)
        .with(CHALLENGE, REALM + ", error=\"invalid_grant\"");
  }

  /** A problem of POST /api/token that also speaks as RFC 6749 section 5.2 has it. */
  static ProblemException tokenError(AccountProblem problem, String description) {
    return new ProblemException(problem, description)
        .member("error", problem.code())
        .member("error_description", description)
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  /** Any problem of POST /api/token; the codes that RFC 6749 lacks are those of section 4.1.2.1. */
  static ProblemException ofTokenCall(ProblemException problem) {
    if (problem.type() instanceof AccountProblem) {
      return problem; // it speaks so already
    }
    int status = problem.type().status();
    String error =
        status == 503
            ? "temporarily_unavailable"
            : status >= 500 ? "server_error" : "invalid_request";
    return problem
        .member("error", error)
        .member("error_description", problem.detail())
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }
}
