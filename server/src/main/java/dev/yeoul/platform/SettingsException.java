package dev.yeoul.platform;

/** A setting is missing or wrong. The message is one line that names it and says what is right. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
