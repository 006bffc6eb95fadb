package dev.yeoul.app;

import org.jspecify.annotations.Nullable;

/** The service can't start; the message is one line that says why. */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  /** The one in a chain of causes, or null. */
  static @Nullable StartFailure in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartFailure known) {
        return known;
      }
    }
    return null;
  }
}
