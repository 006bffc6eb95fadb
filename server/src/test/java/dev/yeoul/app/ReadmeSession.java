package dev.yeoul.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's curl session. */
final class ReadmeSession {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");

  private ReadmeSession() {}

  /** The page's one bash block. */
  static String of(String readme) {
    Matcher block = BLOCK.matcher(Repository.text(readme));
    if (!block.find()) {
      throw new AssertionError(readme + " has no bash block");
    }
    String script = block.group(1);
    if (block.find()) {
      throw new AssertionError(readme + " has more than one bash block");
    }
    return script;
  }
}
