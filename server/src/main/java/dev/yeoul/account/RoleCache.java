package dev.yeoul.account;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.platform.ChangeListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of users' roles; MySQL is the truth. A drop also drops a load under way, so
 * that roles read before a grant are never kept after it.
 */
final class RoleCache implements ChangeListener {
  private static final int MAX_USERS = 100_000;
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private final AsyncCache<Long, Set<Role>> roles =
      Caffeine.newBuilder()
          .maximumSize(MAX_USERS)
          .expireAfterWrite(Duration.ofMinutes(15))
          .buildAsync();

  private final UserStore store;

  RoleCache(UserStore store) {
    this.store = store;
  }

  /** What is known here without asking anybody; never blocks. */
  @Nullable Set<Role> cached(UserId user) {
    return roles.synchronous().getIfPresent(user.value());
  }

  /** The user's roles; completes with null when there is no such user. */
  CompletableFuture<Set<Role>> find(UserId user) {
    return roles.get(
        user.value(),
        (id, executor) ->
            CompletableFuture.supplyAsync(() -> store.roles(user).orElse(null), VIRTUAL_THREADS));
  }

  @Override
  public void onChange(Set<String> tags) {
    for (String tag : tags) {
      if (tag.equals(ALL)) {
        roles.synchronous().invalidateAll();
      } else if (tag.startsWith(UserId.TAG)) {
        roles.synchronous().invalidate(Long.valueOf(tag.substring(UserId.TAG.length())));
      }
    }
  }
}
