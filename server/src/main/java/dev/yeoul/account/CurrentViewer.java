package dev.yeoul.account;

import dev.yeoul.platform.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The viewer of the call being served. {@link AuthenticationFilter} sets it before the resource.
 */
@RequestScoped
public class CurrentViewer {
  private @Nullable Viewer viewer;

  /**
   * The user.
   *
   * @throws ProblemException 401 on a public call made without a token
   */
  public UserId id() {
    return viewer().id();
  }

  /**
   * Everything known of who calls.
   *
   * @throws ProblemException 401 on a public call made without a token
   */
  public Viewer viewer() {
    if (viewer == null) {
      throw Refusal.unauthenticated();
    }
    return viewer;
  }

  /**
   * Goes on only for those who may do what the role may.
   *
   * @throws ProblemException 403 role_required
   */
  public void require(Role role) {
    if (!viewer().may(role)) {
      throw new ProblemException(
          AccountProblem.ROLE_REQUIRED, "The call needs the role " + role.text());
    }
  }

  void set(Viewer authenticated) {
    this.viewer = authenticated;
  }
}
