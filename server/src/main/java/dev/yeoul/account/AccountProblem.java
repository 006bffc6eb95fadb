package dev.yeoul.account;

import dev.yeoul.platform.ProblemType;

/** What can go wrong about who you are. */
public enum AccountProblem implements ProblemType {
  INVALID_REQUEST(400, "The token request is incomplete or can't be read"),
  UNSUPPORTED_GRANT_TYPE(400, "The grant type is not supported"),
  UNAUTHENTICATED(401, "The call needs an access token"),
  INVALID_TOKEN(401, "The access token is not valid"),
  INVALID_GRANT(401, "The credentials or the refresh token are not valid"),
  ROLE_REQUIRED(403, "The call needs a role that the user does not have"),
  EMAIL_TAKEN(409, "The e-mail address is registered already");

  private final int status;
  private final String title;

  AccountProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
