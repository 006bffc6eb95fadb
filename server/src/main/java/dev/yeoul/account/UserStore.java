package dev.yeoul.account;

import dev.yeoul.platform.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The table users. Blocking. */
@Singleton
final class UserStore {
  private static final int DUPLICATE_KEY = 1062;

  private final Jdbi jdbi;

  @Inject
  UserStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds a viewer.
   *
   * @throws ProblemException 409 email_taken
   */
  static UserId insert(
      Handle handle, EmailAddress email, String passwordHash, @Nullable String name, Instant now) {
    try {
      return handle
          .createUpdate(
              """
              INSERT INTO users (email, hashed_password, name, roles, created_at)
              VALUES (:email, :hash, :name, 'viewer', :now)
              """)
          .bind("email", email.value())
          .bind("hash", passwordHash)
          .bind("name", name)
          .bind("now", now.atOffset(ZoneOffset.UTC).toLocalDateTime())
          .executeAndReturnGeneratedKeys("id")
          .mapTo(long.class)
          .map(UserId::new)
          .one();
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException sql && sql.getErrorCode() == DUPLICATE_KEY) {
        throw new ProblemException(
            AccountProblem.EMAIL_TAKEN, "Somebody has registered with this e-mail address");
      }
      throw e;
    }
  }

  /** A user that nobody registers as. */
  record MadeUser(String email, String name) {}

  /**
   * Adds viewers who all have the same password hash.
   *
   * @return their ids, in the order of the users
   */
  static List<UserId> insert(
      Handle handle, List<MadeUser> users, String passwordHash, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO users (email, hashed_password, name, roles, created_at)
            VALUES (:email, :hash, :name, 'viewer', :now)
            """);
    for (MadeUser user : users) {
      batch
          .bind("email", user.email())
          .bind("hash", passwordHash)
          .bind("name", user.name())
          .bind("now", now.atOffset(ZoneOffset.UTC).toLocalDateTime())
          .add();
    }
    return new ArrayList<>(
        batch.executePreparedBatch("id").mapTo(long.class).map(UserId::new).list());
  }

  Optional<Credentials> credentials(EmailAddress email) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT id, hashed_password, roles FROM users WHERE email = :email")
            .bind("email", email.value())
            .map((row, context) ->
                new Credentials(
                    new UserId(row.getLong("id")),
                    row.getString("hashed_password"),
                    Role.fromColumn(row.getString("roles"))))
            .findOne());
  }

  Optional<Set<Role>> roles(UserId user) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT roles FROM users WHERE id = :id")
            .bind("id", user.value())
            .mapTo(String.class)
            .map(Role::fromColumn)
            .findOne());
  }

  Optional<UserProfile> profile(UserId user) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT id, email, name, created_at, roles FROM users WHERE id = :id")
            .bind("id", user.value())
            .map((row, context) -> profile(row))
            .findOne());
  }

  /** The user of this address and their roles, with the row locked until the transaction ends. */
  static Optional<RoleHolder> lock(Handle handle, EmailAddress email) {
    return handle
        .createQuery("SELECT id, roles FROM users WHERE email = :email FOR UPDATE")
        .bind("email", email.value())
        .map((row, context) ->
            new RoleHolder(new UserId(row.getLong("id")), Role.fromColumn(row.getString("roles"))))
        .findOne();
  }

  static void setRoles(Handle handle, UserId user, Set<Role> roles) {
    handle
        .createUpdate("UPDATE users SET roles = :roles WHERE id = :id")
        .bind("roles", Role.toColumn(roles))
        .bind("id", user.value())
        .execute();
  }

  private static UserProfile profile(ResultSet row) throws SQLException {
    return new UserProfile(
        new UserId(row.getLong("id")),
        row.getString("email"),
        row.getString("name"),
        row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        Role.fromColumn(row.getString("roles")));
  }

  /** What a log-in is checked against. */
  record Credentials(UserId id, String passwordHash, Set<Role> roles) {}

  /** Who has which roles. */
  record RoleHolder(UserId id, Set<Role> roles) {}
}
