package dev.yeoul.account;

import java.util.Set;

/**
 * Who makes a call, as the access token says and the session and the user's roles confirm.
 *
 * @param id the user
 * @param sessionId the session that the token belongs to
 * @param roles the roles that count now, whatever the token was issued with
 */
public record Viewer(UserId id, String sessionId, Set<Role> roles) {
  /** Whether this user may do what the role may. */
  public boolean may(Role role) {
    return roles.contains(role) || roles.contains(Role.ADMIN);
  }
}
