package dev.yeoul.account;

import dev.yeoul.account.UserStore.MadeUser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

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
    List<MadeUser> users =
        IntStream.range(first, first + howMany)
            .mapToObj(number ->
                new MadeUser(
                    "audience-%07d@generated.invalid".formatted(number),
                    "Generated viewer " + number))
            .toList();
    return UserStore.insert(handle, users, NO_HASH, createdAt.truncatedTo(ChronoUnit.MICROS));
  }
}
