package dev.yeoul.catalog;

/**
 * Why an import can't begin or go on, in a sentence for the person who called it. What was imported
 * before stays; calling it again goes on from there.
 */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
