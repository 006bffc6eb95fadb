package dev.yeoul.account;

import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions in Redis. Every call throws ProblemException 503 where Redis does not answer. */
@Singleton
final class SessionStore {
  /** How long a session lives without being refreshed. */
  static final Duration LIFETIME = Duration.ofDays(30);

  private static final String LIFETIME_SECONDS = Long.toString(LIFETIME.toSeconds());
  private static final String MARK_SECONDS =
      Long.toString(AccessTokens.LIFETIME.plusMinutes(1).toSeconds());

  private final RedisPipeline redis;
  private final LuaScript open = LuaScript.load("lua/account/open_session.lua");
  private final LuaScript refresh = LuaScript.load("lua/account/refresh_session.lua");
  private final LuaScript end = LuaScript.load("lua/account/end_session.lua");

  @Inject
  SessionStore(RedisPipeline redis) {
    this.redis = redis;
  }

  /** Blocking. */
  void open(Session session) {
    open.call(
        redis,
        List.of(session.key()),
        List.of(session.user().toString(), session.secretHash(), LIFETIME_SECONDS));
  }

  /** Opens many in one go, for tools. Blocking. */
  void openAll(List<Session> sessions) {
    List<Request> requests = new ArrayList<>(2 * sessions.size());
    for (Session session : sessions) {
      requests.add(
          Request.cmd(Command.HSET)
              .arg(session.key())
              .arg("user_id")
              .arg(session.user().toString())
              .arg("refresh_hash")
              .arg(session.secretHash()));
      requests.add(Request.cmd(Command.EXPIRE).arg(session.key()).arg(LIFETIME_SECONDS));
    }
    redis.callAll(requests);
  }

  /** Whether the shown secret was the current one and the next is now. Blocking. */
  boolean refresh(Session shown, Session next) {
    return refresh
            .call(
                redis,
                List.of(shown.key()),
                List.of(shown.secretHash(), next.secretHash(), LIFETIME_SECONDS))
            .toInteger()
        == 1;
  }

  /** First half of ending a session: nobody gets in with it any more. Blocking. */
  void markEnding(UserId user, String id) {
    end.call(redis, List.of(Session.key(user, id)), List.of(MARK_SECONDS));
  }

  /** Second half. Not awaited: the mark keeps everybody out, and expires. */
  Future<Response> remove(UserId user, String id) {
    return redis.send(Request.cmd(Command.DEL).arg(Session.key(user, id)));
  }

  /** The session's state; null when there is no such session. */
  Future<@Nullable SessionState> find(UserId user, String id) {
    return redis
        .send(Request.cmd(Command.HMGET).arg(Session.key(user, id)).arg("user_id").arg("ending"))
        .map(SessionStore::state);
  }

  private static @Nullable SessionState state(Response fields) {
    if (fields.get(0) == null) {
      return null;
    }
    return fields.get(1) == null ? SessionState.LIVE : SessionState.ENDING;
  }
}
