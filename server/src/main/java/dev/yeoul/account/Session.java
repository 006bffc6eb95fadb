package dev.yeoul.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session as its owner holds it: the session's id and a secret that refreshes it once.
 *
 * @param id 128 random bits in base64url
 * @param secret 256 random bits in base64url
 */
record Session(UserId user, String id, String secret) {
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern REFRESH_TOKEN =
      Pattern.compile("([1-9][0-9]{0,17})\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  static Session create(UserId user) {
    return new Session(user, random(ID_BYTES), random(SECRET_BYTES));
  }

  /** The same session with a new secret. */
  Session renewed() {
    return new Session(user, id, random(SECRET_BYTES));
  }

  /** What the client keeps: it also names the user, and so the partition of the session's key. */
  String refreshToken() {
    return user + "." + id + "." + secret;
  }

  /** Reads a refresh token; empty for what can't be one. */
  static Optional<Session> parse(String refreshToken) {
    Matcher matcher = REFRESH_TOKEN.matcher(refreshToken);
    return matcher.matches()
        ? Optional.of(
            new Session(
                new UserId(Long.parseLong(matcher.group(1))), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /**
   * What Redis keeps of the secret. A plain SHA-256 is enough for 256 random bits: nothing can be
   * guessed.
   */
  String secretHash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(sha256.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String key() {
    return key(user, id);
  }

  static String key(UserId user, String id) {
    return "session:" + user.partitionTag() + ":" + id;
  }

  static String changeTag(String id) {
    return "session:" + id;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return BASE64.encodeToString(random);
  }

  @Override
  public String toString() {
    return "Session[user=" + user + ", id=[REDACTED], secret=[REDACTED]]";
  }
}
