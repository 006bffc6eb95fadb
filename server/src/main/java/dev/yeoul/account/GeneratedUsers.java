package dev.yeoul.account;

import dev.yeoul.account.UserStore.MadeUser;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Users for load tests, with sessions and tokens. They share one password, and one bcrypt hash of
 * it: hashing anew for each would take hours for what a load test needs.
 */
public final class GeneratedUsers {
  private final SessionStore sessions;
  private final AccessTokens tokens;
  private final Clock clock;
  private final Duration tokenLifetime;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String password = UUID.randomUUID().toString();
  private final String hash;
  private int count;

  /**
   * Users of one run; their addresses are generated-RUN-N@load.invalid.
   *
   * @param secretKey the one that the service checks tokens with
   * @param tokenLifetime how long the tokens live: longer than a client's, for long load tests
   */
  public GeneratedUsers(
      RedisPipeline redis, Secret secretKey, int bcryptCost, Clock clock, Duration tokenLifetime) {
    this.sessions = new SessionStore(redis);
    this.tokens = new AccessTokens(secretKey, clock);
    this.clock = clock;
    this.tokenLifetime = tokenLifetime;
    this.hash = Passwords.hash(bcryptCost, password);
  }

  /** The password of all of them, random for each run. */
  public Secret password() {
    return new Secret(password);
  }

  /** Adds users in the handle's transaction, and their sessions to Redis. Blocking. */
  public List<GeneratedUser> add(Handle handle, int howMany) {
    List<Session> opened = insert(handle, howMany).stream().map(Session::create).toList();
    sessions.openAll(opened);
    return opened.stream()
        .map(session ->
            new GeneratedUser(
                session.user(),
                tokens.issue(session.user(), session.id(), EnumSet.of(Role.VIEWER), tokenLifetime)))
        .toList();
  }

  private List<UserId> insert(Handle handle, int howMany) {
    List<MadeUser> users = new ArrayList<>(howMany);
    for (int i = 0; i < howMany; i++) {
      count++;
      users.add(
          new MadeUser("generated-" + run + "-" + count + "@load.invalid", "Generated " + count));
    }
    return UserStore.insert(handle, users, hash, clock.instant());
  }

  /** A user and a token for them. */
  public record GeneratedUser(UserId id, String accessToken) {
    @Override
    public String toString() {
      return "GeneratedUser[id=" + id + ", accessToken=[REDACTED]]";
    }
  }
}
