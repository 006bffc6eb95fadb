package dev.yeoul.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The users of the demo's generated audience. They are numbered, their addresses are
 * audience-NUMBER@generated.invalid and tell them from people, and nobody can log in as one.
 * Blocking.
 */
public final class AudienceUsers {
  /** No password has it: it is none of bcrypt's. */
  static final String NO_HASH = "!";

  private static final int NUMBER_FROM = "audience-".length() + 1;
  private static final int DIGITS = 7;

  private AudienceUsers() {}

  /** The highest number that there is; 0 without an audience. */
  public static int highest(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT SUBSTRING(MAX(email), :from, :digits) FROM users
            WHERE email LIKE 'audience-%'
              AND email REGEXP '^audience-[0-9]{7}@generated[.]invalid$'
            """)
        .bind("from", NUMBER_FROM)
        .bind("digits", DIGITS)
        .mapTo(String.class)
        .findOne()
        .map(Integer::parseInt)
        .orElse(0);
  }

  /**
   * Adds those with the numbers from first on, in the handle's transaction.
   *
   * @param first above {@link #highest}
   * @return their ids in the order of their numbers
   */
  public static List<UserId> add(Handle handle, int first, int howMany, Instant createdAt) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO users (email, hashed_password, name, roles, created_at)
            VALUES (:email, :hash, :name, 'viewer', :created)
            """);
    for (int number = first; number < first + howMany; number++) {
      batch
          .bind("email", "audience-%07d@generated.invalid".formatted(number))
          .bind("hash", NO_HASH)
          .bind("name", "Generated viewer " + number)
          .bind(
              "created",
              createdAt.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).toLocalDateTime())
          .add();
    }
    return new ArrayList<>(
        batch.executePreparedBatch("id").mapTo(long.class).map(UserId::new).list());
  }
}
