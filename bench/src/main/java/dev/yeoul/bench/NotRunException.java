package dev.yeoul.bench;

/** A case can't be run here, or gave no result that counts; the message says why. */
public final class NotRunException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotRunException(String why) {
    super(why);
  }
}
