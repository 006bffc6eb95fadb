package dev.yeoul.embedded;

import org.jspecify.annotations.Nullable;

/** A store, its binary or its data cannot be used; the message says which and what mends it. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
