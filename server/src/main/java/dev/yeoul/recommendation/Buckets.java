package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which of two answers a viewer gets, "a" or "b": always the same one within an experiment, by the
 * first four bytes of SHA-256 over the experiment's name and the viewer's id. Another experiment
 * divides the viewers anew.
 */
public final class Buckets {
  /** What stands. */
  public static final String A = "a";

  /** What is tried. */
  public static final String B = "b";

  private Buckets() {}

  /** With the viewers in halves. */
  public static String of(UserId user, String experiment) {
    return of(user, experiment, 0.5);
  }

  /**
   * With a part of the viewers in "b". A larger share takes viewers from "a" and moves nobody else.
   *
   * @param shareOfB 0 to 1
   */
  public static String of(UserId user, String experiment, double shareOfB) {
    byte[] hash = sha256(experiment + ":" + user.value());
    double place = (ByteBuffer.wrap(hash).getInt() & 0xFFFF_FFFFL) / 0x1p32;
    return place < shareOfB ? B : A;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
