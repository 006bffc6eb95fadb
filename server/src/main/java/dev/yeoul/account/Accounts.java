package dev.yeoul.account;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Registering, logging in, staying in and logging out. Blocking: for virtual threads. */
@Singleton
final class Accounts {
  private static final String WRONG_CREDENTIALS = "The username or the password is wrong";
  private static final String WRONG_REFRESH_TOKEN =
      "The refresh token is unknown, used already, expired or revoked";

  private final UserStore users;
  private final Passwords passwords;
  private final AccessTokens tokens;
  private final SessionStore sessions;
  private final ChangeFeed changes;
  private final Clock clock;

  @Inject
  Accounts(
      UserStore users,
      Passwords passwords,
      AccessTokens tokens,
      SessionStore sessions,
      ChangeFeed changes,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.tokens = tokens;
    this.sessions = sessions;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Makes a user and logs them in.
   *
   * @throws ProblemException 409 email_taken, 503 overloaded or store_unavailable
   */
  RegisterAnswer register(NewAccount.Checked account) {
    String hash = passwords.hash(account.password());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // the session is opened before the commit: without Redis nobody is half registered
    return changes.transact((handle, log) -> {
      UserId id = UserStore.insert(handle, account.email(), hash, account.name(), now);
      TokenAnswer opened = open(id, EnumSet.of(Role.VIEWER));
      return RegisterAnswer.of(
          opened,
          new RegisterAnswer.User(id.value(), account.email().value(), account.name(), now));
    });
  }

  /**
   * Checks a password and opens a session. Takes as long for a user that does not exist.
   *
   * @throws ProblemException 401 invalid_grant, 503 overloaded or store_unavailable
   */
  TokenAnswer logIn(String username, String password) {
    Optional<UserStore.Credentials> known = EmailAddress.of(username).flatMap(users::credentials);
    if (known.isEmpty()) {
      passwords.matchesNobody(password);
      throw Refusal.invalidGrant(WRONG_CREDENTIALS);
    }
    UserStore.Credentials user = known.get();
    if (!passwords.matches(password, user.passwordHash())) {
      throw Refusal.invalidGrant(WRONG_CREDENTIALS);
    }
    return open(user.id(), user.roles());
  }

  /**
   * Exchanges a refresh token, which works once.
   *
   * @throws ProblemException 401 invalid_grant, 503 store_unavailable
   */
  TokenAnswer refresh(String refreshToken) {
    Session shown =
        Session.parse(refreshToken).orElseThrow(() -> Refusal.invalidGrant(WRONG_REFRESH_TOKEN));
    // the roles first: a store that is away must not cost the client its refresh token
    Set<Role> roles =
        users.roles(shown.user()).orElseThrow(() -> Refusal.invalidGrant(WRONG_REFRESH_TOKEN));
    Session next = shown.renewed();
    if (!sessions.refresh(shown, next)) {
      throw Refusal.invalidGrant(WRONG_REFRESH_TOKEN);
    }
    return TokenAnswer.of(tokens.issue(next.user(), next.id(), roles), next);
  }

  /**
   * Ends the viewer's session: at once on this node, within a second on every other. Where a store
   * fails half-way, the session is marked in Redis or untouched, and the same token can try again.
   *
   * @throws ProblemException 503 store_unavailable
   */
  void logOut(Viewer viewer) {
    changes.transact((handle, log) -> {
      log.add("SessionEnded", Session.changeTag(viewer.sessionId()));
      sessions.markEnding(viewer.id(), viewer.sessionId());
      return true;
    });
    var _ = sessions.remove(viewer.id(), viewer.sessionId());
  }

  private TokenAnswer open(UserId user, Set<Role> roles) {
    Session session = Session.create(user);
    sessions.open(session);
    return TokenAnswer.of(tokens.issue(user, session.id(), roles), session);
  }
}
