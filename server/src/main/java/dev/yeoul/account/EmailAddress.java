package dev.yeoul.account;

import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address in the one form that is stored and compared: without the white space around it,
 * in lower case.
 *
 * @param value at most 100 characters, one @ with something on both sides, no white space
 */
record EmailAddress(String value) {
  static final int MAX_CHARACTERS = 100;
  static final String RULE =
      "must be an e-mail address of at most " + MAX_CHARACTERS + " characters";

  /** Reads what somebody typed; empty for what is no address. */
  static Optional<EmailAddress> of(String typed) {
    String address = strip(typed).toLowerCase(Locale.ROOT);
    int at = address.indexOf('@');
    boolean sane =
        at > 0
            && at == address.lastIndexOf('@')
            && at < address.length() - 1
            && address.codePointCount(0, address.length()) <= MAX_CHARACTERS
            && address.codePoints().noneMatch(EmailAddress::isForbidden);
    return sane ? Optional.of(new EmailAddress(address)) : Optional.empty();
  }

  /** String.strip() leaves the no-break spaces, which people paste. */
  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static boolean isForbidden(int codePoint) {
    return isSpace(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
          default -> false;
        };
  }
}
