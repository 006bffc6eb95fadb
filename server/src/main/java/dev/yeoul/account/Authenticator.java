package dev.yeoul.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.platform.ChangeListener;
import dev.yeoul.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends an Authorization header. The first sight of a token on this node costs a
 * signature check, one Redis command for its session and one query for the user's roles; from then
 * on it is three look-ups in memory, which changes to the session and the user drop.
 */
@Singleton
public final class Authenticator implements ChangeListener {
  /** What the tags of users and sessions begin with. */
  public static final Set<String> TAGS = Set.of(UserId.TAG, SessionCache.TAG);

  private static final int MAX_TOKENS = 50_000;

  /** The scheme in any case, one space or more, one token (RFC 9110 section 11.4, RFC 6750). */
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/=-]+) *", Pattern.CASE_INSENSITIVE);

  /** By the whole header. A claim that was signed once stays signed; only its time runs out. */
  private final Cache<String, AccessClaims> verified =
      Caffeine.newBuilder().maximumSize(MAX_TOKENS).build();

  private final AccessTokens tokens;
  private final SessionCache sessions;
  private final RoleCache roles;

  @Inject
  Authenticator(AccessTokens tokens, SessionStore sessions, UserStore users) {
    this.tokens = tokens;
    this.sessions = new SessionCache(sessions);
    this.roles = new RoleCache(users);
  }

  /**
   * Who sends this header, if this node knows it without asking a store. For event loops: never
   * blocks.
   *
   * @return null for everything else, invalid tokens included: ask {@link #authenticate} then
   */
  public @Nullable Viewer cached(String authorization) {
    AccessClaims claims = live(authorization);
    Set<Role> held = claims == null ? null : roles.cached(claims.user());
    return claims == null || held == null
        ? null
        : new Viewer(claims.user(), claims.sessionId(), held);
  }

  /**
   * Whether this node knows without asking a store that the header's token is good: enough for
   * answers that are the same for everybody. For event loops: never blocks.
   */
  public boolean isKnown(String authorization) {
    return live(authorization) != null;
  }

  private @Nullable AccessClaims live(String authorization) {
    AccessClaims claims = verified.getIfPresent(authorization);
    boolean good =
        claims != null
            && !tokens.isOver(claims)
            && sessions.cached(claims.sessionId()) == SessionState.LIVE;
    return good ? claims : null;
  }

  /**
   * Who sends this header. Never blocks.
   *
   * @return fails with ProblemException 401 invalid_token for a token that is not ours, not intact,
   *     over, or of a session that is, and with 503 where a store does not answer
   */
  public Uni<Viewer> authenticate(String authorization) {
    return authenticate(authorization, false);
  }

  /**
   * The same.
   *
   * @param evenEnding whether a session that is half ended will do: for ending it again
   */
  Uni<Viewer> authenticate(String authorization, boolean evenEnding) {
    AccessClaims claims;
    try {
      claims = verify(authorization);
    } catch (ProblemException e) {
      return Uni.createFrom().failure(e);
    }
    CompletableFuture<Viewer> viewer =
        sessions
            .find(claims.user(), claims.sessionId())
            .thenCompose(state -> viewer(claims, state, evenEnding));
    return Uni.createFrom().completionStage(viewer);
  }

  private AccessClaims verify(String authorization) {
    AccessClaims known = verified.getIfPresent(authorization);
    if (known != null && !tokens.isOver(known)) {
      return known;
    }
    Matcher matcher = BEARER.matcher(authorization);
    if (!matcher.matches()) {
      throw Refusal.invalidToken();
    }
    String token = matcher.group(1);
    AccessClaims claims = tokens.verify(token);
    // a header that is blown up with spaces is good, but not worth remembering
    if (authorization.length() <= "Bearer ".length() + token.length()) {
      verified.put(authorization, claims);
    }
    return claims;
  }

  private CompletableFuture<Viewer> viewer(
      AccessClaims claims, @Nullable SessionState state, boolean evenEnding) {
    boolean allowed =
        state != null
            && switch (state) {
              case LIVE -> true;
              case ENDING -> evenEnding;
            };
    if (!allowed) {
      return CompletableFuture.failedFuture(Refusal.invalidToken());
    }
    return roles
        .find(claims.user())
        .thenApply(held -> {
          if (held == null) {
            throw Refusal.invalidToken(); // the user is gone
          }
          return new Viewer(claims.user(), claims.sessionId(), held);
        });
  }

  @Override
  public void onChange(Set<String> tags) {
    sessions.onChange(tags);
    roles.onChange(tags);
  }
}
