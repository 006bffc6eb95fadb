package dev.yeoul.account;

/** Nobody has the e-mail address that an operator named. */
public final class UnknownUserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownUserException(String email) {
    super("No user has the e-mail address " + email);
  }
}
