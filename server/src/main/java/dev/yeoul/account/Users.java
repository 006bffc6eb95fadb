package dev.yeoul.account;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
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

  /** The user's own row, if there is such a user. */
  public Optional<UserProfile> profile(UserId user) {
    return store.profile(user);
  }
}
