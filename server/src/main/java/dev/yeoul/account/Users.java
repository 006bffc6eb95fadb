package dev.yeoul.account;

import dev.yeoul.platform.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Who the users are, for other features. Blocking. */
@Singleton
public final class Users {
  private final UserStore store;

  /** Reads from this database. */
  @Inject
  public Users(Jdbi jdbi) {
    this.store = new UserStore(jdbi);
  }

  /**
   * The user's own row.
   *
   * @throws ProblemException 401 invalid_token when the user is gone, for then so is the token
   */
  public UserProfile profile(UserId user) {
    return store.profile(user).orElseThrow(Refusal::invalidToken);
  }
}
