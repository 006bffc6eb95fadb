package dev.yeoul.subscription;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * The table subscriptions. The unique column open_user_id holds the user's id in the row that is
 * the current one, so that the database itself allows one at the most. Blocking.
 */
final class SubscriptionStore {
  private static final int DUPLICATE_KEY = 1062;

  private SubscriptionStore() {}

  /**
   * Lets one transaction a user change subscriptions at a time. Without it parallel attempts would
   * collide on the unique key, and MySQL would end some of them as deadlocks.
   */
  static void lockUser(Handle handle, UserId user) {
    handle
        .createQuery("SELECT id FROM users WHERE id = :user FOR UPDATE")
        .bind("user", user.value())
        .mapTo(long.class)
        .findOne();
  }

  /** The user's row that holds the unique key, with its plan; it may have run out. */
  static Optional<CurrentSubscription> open(Handle handle, UserId user) {
    return handle
        .createQuery(
            """
            SELECT s.id, s.user_id, s.plan_id, s.start_date, s.end_date, s.status, s.auto_renewal,
                   p.max_streams, p.max_height
            FROM subscriptions s
            JOIN plans p ON p.id = s.plan_id
            WHERE s.open_user_id = :user
            """)
        .bind("user", user.value())
        .map((row, context) -> current(row))
        .findOne();
  }

  /**
   * Adds a current subscription.
   *
   * @throws ProblemException 409 subscription_exists
   */
  static Subscription insert(Handle handle, UserId user, Plan plan, Instant now, boolean renews) {
    Instant end = plan.period().endOf(now);
    try {
      long id =
          handle
              .createUpdate(
                  """
                  INSERT INTO subscriptions (user_id, plan_id, start_date, end_date, status,
                                             auto_renewal, open_user_id, created_at)
                  VALUES (:user, :plan, :start, :end, 'active', :renews, :user, :start)
                  """)
              .bind("user", user.value())
              .bind("plan", plan.id())
              .bind("start", utc(now))
              .bind("end", utc(end))
              .bind("renews", renews)
              .executeAndReturnGeneratedKeys("id")
              .mapTo(long.class)
              .one();
      return new Subscription(id, user.value(), plan.id(), now, end, Subscription.ACTIVE, renews);
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException sql && sql.getErrorCode() == DUPLICATE_KEY) {
        throw exists();
      }
      throw e;
    }
  }

  /** Adds a current subscription for each of these users, who have none. */
  static void insertAll(Handle handle, List<UserId> users, Plan plan, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO subscriptions (user_id, plan_id, start_date, end_date, status,
                                       auto_renewal, open_user_id, created_at)
            VALUES (:user, :plan, :start, :end, 'active', TRUE, :user, :start)
            """);
    for (UserId user : users) {
      batch
          .bind("user", user.value())
          .bind("plan", plan.id())
          .bind("start", utc(now))
          .bind("end", utc(plan.period().endOf(now)))
          .add();
    }
    batch.execute();
  }

  static ProblemException exists() {
    return new ProblemException(
        SubscriptionProblem.SUBSCRIPTION_EXISTS, "Cancel the current subscription or let it end");
  }

  /** Takes the unique key from a row that has run out. */
  static void close(Handle handle, Subscription over) {
    handle
        .createUpdate(
            "UPDATE subscriptions SET open_user_id = NULL, status = 'ended' WHERE id = :id")
        .bind("id", over.id())
        .execute();
  }

  static void cancel(Handle handle, Subscription subscription) {
    handle
        .createUpdate("UPDATE subscriptions SET status = 'cancelled' WHERE id = :id")
        .bind("id", subscription.id())
        .execute();
  }

  static void end(Handle handle, Subscription ended) {
    handle
        .createUpdate(
            """
            UPDATE subscriptions
            SET status = 'cancelled', end_date = :end, open_user_id = NULL
            WHERE id = :id
            """)
        .bind("end", utc(ended.endDate()))
        .bind("id", ended.id())
        .execute();
  }

  private static CurrentSubscription current(ResultSet row) throws SQLException {
    return new CurrentSubscription(
        new Subscription(
            row.getLong("id"),
            row.getLong("user_id"),
            row.getLong("plan_id"),
            instant(row, "start_date"),
            instant(row, "end_date"),
            row.getString("status"),
            row.getBoolean("auto_renewal")),
        row.getInt("max_streams"),
        row.getInt("max_height"));
  }

  private static LocalDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
