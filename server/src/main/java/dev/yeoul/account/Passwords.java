package dev.yeoul.account;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Settings;
import dev.yeoul.platform.WorkPool;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Hashes and checks passwords with bcrypt, on a small pool of its own: a storm of log-ins waits and
 * then is refused with 503, and the rest of the service keeps its CPU.
 */
@Singleton
final class Passwords {
  static final int MIN_BYTES = 8;

  /** bcrypt looks at no more. */
  static final int MAX_BYTES = 72;

  private static final int QUEUE = 200;

  /** How long a log-in may wait for its turn: longer, and people press the button again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;

  /** A salt and a hash that no password is known for; computing nothing keeps the start quick. */
  private static final String NOBODY = "yeoulyeoulyeoulyeouleu0123456789012345678901234567890";

  private final int cost;
  private final WorkPool pool;
  private final byte[] nobodysHash;

  @Inject
  Passwords(Settings settings, MeterRegistry metrics) {
    this(
        settings.bcryptCost(),
        new WorkPool(
            "hashing",
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            QUEUE,
            PATIENCE,
            metrics));
  }

  Passwords(int cost, WorkPool pool) {
    this.cost = cost;
    this.pool = pool;
    this.nobodysHash = "$2b$%02d$%s".formatted(cost, NOBODY).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether bcrypt can tell it from every other password: 8 to 72 bytes of UTF-8 without NUL. */
  static boolean isAcceptable(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= MIN_BYTES && bytes <= MAX_BYTES && password.indexOf(0) < 0;
  }

  /**
   * Hashes an acceptable password. Blocking.
   *
   * @throws ProblemException 503 overloaded
   */
  String hash(String password) {
    return pool.run(() -> hash(cost, password));
  }

  static String hash(int cost, String password) {
    byte[] hash = BCrypt.with(VERSION).hash(cost, password.getBytes(StandardCharsets.UTF_8));
    return new String(hash, StandardCharsets.US_ASCII);
  }

  /**
   * Whether the password is the one behind the hash. Blocking.
   *
   * @throws ProblemException 503 overloaded
   */
  boolean matches(String password, String hash) {
    return verify(password, hash.getBytes(StandardCharsets.US_ASCII)) && isAcceptable(password);
  }

  /**
   * Spends the time that {@link #matches} takes, so that an answer does not tell whether the user
   * exists. Blocking.
   *
   * @throws ProblemException 503 overloaded
   */
  void matchesNobody(String password) {
    verify(password, nobodysHash);
  }

  private boolean verify(String password, byte[] hash) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
    byte[] seen = bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    return pool.run(() -> BCrypt.verifyer(VERSION).verify(seen, hash).verified);
  }

  @PreDestroy
  void close() {
    pool.close();
  }
}
