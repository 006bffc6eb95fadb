package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names showings. A name holds its time and a part of an HMAC-SHA256 over it and the viewer, so
 * that any node can tell what was handed out to whom, and nothing has to be kept.
 */
@Singleton
final class Impressions {
  /** So long a choice or a play is credited to a showing. */
  static final Duration CREDITED = Duration.ofHours(24);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PROOF_BYTES = 8;
  private static final int RANDOM_BITS = 16;

  private final SecretKeySpec key;
  private final Clock clock;

  @Inject
  Impressions(Settings settings, Clock clock) {
    this(settings.secretKey().value(), clock);
  }

  Impressions(String secret, Clock clock) {
    // a key of its own, so that no token is ever good for a showing
    this.key =
        new SecretKeySpec(
            proof(
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM),
                "impressions".getBytes(StandardCharsets.UTF_8)),
            ALGORITHM);
    this.clock = clock;
  }

  /** A new one: 22 characters of base64url. */
  String next(UserId viewer) {
    long named =
        clock.millis() << RANDOM_BITS | ThreadLocalRandom.current().nextInt(1 << RANDOM_BITS);
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + PROOF_BYTES);
    bytes.putLong(named).put(proof(viewer, named), 0, PROOF_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Whether it was handed out to this viewer within the last day. */
  boolean isGood(String impression, UserId viewer) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(impression);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != Long.BYTES + PROOF_BYTES) {
      return false;
    }
    long named = ByteBuffer.wrap(bytes).getLong();
    byte[] given = java.util.Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    byte[] right = java.util.Arrays.copyOf(proof(viewer, named), PROOF_BYTES);
    return MessageDigest.isEqual(given, right)
        && clock.millis() - (named >>> RANDOM_BITS) <= CREDITED.toMillis();
  }

  private byte[] proof(UserId viewer, long named) {
    return proof(
        key, ByteBuffer.allocate(2 * Long.BYTES).putLong(viewer.value()).putLong(named).array());
  }

  private static byte[] proof(SecretKeySpec key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
