package dev.yeoul.account;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.platform.ChangeListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of sessions, so that a known token costs no Redis command. Dropping a session
 * also drops a load under way, so that an answer from before the change is never kept.
 */
final class SessionCache implements ChangeListener {
  static final String TAG = Session.changeTag("");
  private static final int MAX_SESSIONS = 100_000;

  private final AsyncCache<String, SessionState> states =
      Caffeine.newBuilder()
          .maximumSize(MAX_SESSIONS)
          .expireAfterWrite(Duration.ofMinutes(15))
          .buildAsync();

  private final SessionStore store;

  SessionCache(SessionStore store) {
    this.store = store;
  }

  /** What is known here without asking anybody; never blocks. */
  @Nullable SessionState cached(String id) {
    return states.synchronous().getIfPresent(id);
  }

  /** The session's state; completes with null when there is none. */
  CompletableFuture<SessionState> find(UserId user, String id) {
    return states.get(
        id, (key, executor) -> store.find(user, key).toCompletionStage().toCompletableFuture());
  }

  @Override
  public void onChange(Set<String> tags) {
    for (String tag : tags) {
      if (tag.equals(ALL)) {
        states.synchronous().invalidateAll();
      } else if (tag.startsWith(TAG)) {
        states.synchronous().invalidate(tag.substring(TAG.length()));
      }
    }
  }
}
