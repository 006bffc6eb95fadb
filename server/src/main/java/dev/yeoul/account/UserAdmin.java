package dev.yeoul.account;

import dev.yeoul.platform.ChangeFeed;
import java.util.Set;

/** What operators do to users. For the command line: blocking. */
public final class UserAdmin {
  private final ChangeFeed changes;

  /** Changes users through this feed, so that running nodes hear of it. */
  public UserAdmin(ChangeFeed changes) {
    this.changes = changes;
  }

  /**
   * Gives the user one more role. Running nodes go by it within a second.
   *
   * @param email in any case
   * @return the roles that the user has now
   * @throws UnknownUserException when nobody has this address; its message can be shown
   */
  public Set<Role> grant(String email, Role role) {
    EmailAddress address =
        EmailAddress.of(email).orElseThrow(() -> new UnknownUserException(email));
    return changes.transact((handle, log) -> {
      UserStore.RoleHolder user =
          UserStore.lock(handle, address).orElseThrow(() -> new UnknownUserException(email));
      user.roles().add(role);
      UserStore.setRoles(handle, user.id(), user.roles());
      log.add("RoleGranted", user.id().changeTag());
      return user.roles();
    });
  }
}
