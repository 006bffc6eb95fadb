package dev.yeoul.platform;

/** What text may hold. */
public final class Text {
  static final String RULE = "must be well-formed Unicode without NUL";

  private Text() {}

  /** Whether UTF-8 can carry it (no lone surrogates) and it holds no NUL. */
  public static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
