package dev.yeoul.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Strong entity tags from content, and the conditional headers of RFC 9110 section 13. */
public final class ETags {
  private static final int BYTES = 12; // 96 bits of SHA-256: no two versions of a resource meet

  private ETags() {}

  /** The strong ETag of a body, quotes included. */
  public static String of(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      byte[] shortened = java.util.Arrays.copyOf(digest, BYTES);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(shortened) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Checks an If-Match header against the current ETag by strong comparison.
   *
   * @throws ProblemException 428 where it is absent, 412 where it names other versions only
   */
  public static void requireMatch(@Nullable String ifMatch, String current) {
    requirePresent(ifMatch);
    if (ifMatch != null && !listed(ifMatch, current, false)) {
      throw new ProblemException(
          PlatformProblem.PRECONDITION_FAILED,
          "The resource is at " + current + " now: read it again and repeat the change");
    }
  }

  /**
   * Checks that an If-Match header is there.
   *
   * @throws ProblemException 428 where it is absent
   */
  public static void requirePresent(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new ProblemException(
          PlatformProblem.PRECONDITION_REQUIRED,
          "Send the ETag that you read as If-Match, so that no one's change is lost");
    }
  }

  /** Whether an If-None-Match header names the current ETag, by weak comparison. */
  public static boolean noneMatch(@Nullable String ifNoneMatch, String current) {
    return ifNoneMatch != null && listed(ifNoneMatch, current, true);
  }

  private static boolean listed(String header, String current, boolean weak) {
    if (header.equals(current) || header.trim().equals("*")) {
      return true;
    }
    for (String candidate : header.split(",", -1)) {
      String tag = candidate.trim();
      if (weak && tag.startsWith("W/")) {
        tag = tag.substring(2);
      }
      if (tag.equals(current)) {
        return true;
      }
    }
    return false;
  }
}
