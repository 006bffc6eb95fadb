package dev.yeoul.subscription;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.account.UserId;
import dev.yeoul.platform.ChangeListener;
import dev.yeoul.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who may watch. This node remembers each user's subscription, or that there is none, for up to 15
 * minutes; a change drops it, together with a load under way. A subscription that has run out
 * counts for nothing at the same instant, remembered or not.
 */
@Singleton
public final class Entitlements implements ChangeListener {
  private static final int MAX_USERS = 100_000;
  private static final Duration MAX_AGE = Duration.ofMinutes(15);
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private final AsyncCache<Long, Optional<CurrentSubscription>> open;
  private final Jdbi jdbi;
  private final Clock clock;
  private final Executor loaders;

  /** Reads from this database. */
  @Inject
  public Entitlements(Jdbi jdbi, Clock clock) {
    this(jdbi, clock, VIRTUAL_THREADS, System::nanoTime);
  }

  Entitlements(Jdbi jdbi, Clock clock, Executor loaders, LongSupplier nanoTime) {
    this.open =
        Caffeine.newBuilder()
            .maximumSize(MAX_USERS)
            .expireAfterWrite(MAX_AGE)
            .ticker(nanoTime::getAsLong)
            .buildAsync();
    this.jdbi = jdbi;
    this.clock = clock;
    this.loaders = loaders;
  }

  /**
   * What the user is entitled to, if this node remembers a running subscription. For event loops:
   * never blocks.
   *
   * @return null where there is none and where nothing is remembered: ask {@link #of} then
   */
  public @Nullable Entitlement cached(UserId user) {
    CurrentSubscription known = remembered(user);
    return known == null ? null : known.entitlement();
  }

  /** The running subscription that this node remembers; null where there is none. Never blocks. */
  @Nullable CurrentSubscription remembered(UserId user) {
    CompletableFuture<Optional<CurrentSubscription>> known = open.getIfPresent(user.value());
    return known != null && known.state() == CompletableFuture.State.SUCCESS
        ? running(known.resultNow()).orElse(null)
        : null;
  }

  /**
   * What the user is entitled to now; empty without a running subscription. Never blocks.
   *
   * @return fails where MySQL does not answer and nothing is remembered
   */
  public Uni<Optional<Entitlement>> of(UserId user) {
    return Uni.createFrom()
        .completionStage(
            () -> find(user).thenApply(found -> found.map(CurrentSubscription::entitlement)));
  }

  /**
   * The same, as what a call without one answers.
   *
   * @return fails with ProblemException 403 subscription_required
   */
  public Uni<Entitlement> require(UserId user) {
    return of(user).map(found -> found.orElseThrow(Entitlements::required));
  }

  /** What a call that only subscribers may make answers to others: 403 subscription_required. */
  public static ProblemException required() {
    return new ProblemException(
        SubscriptionProblem.SUBSCRIPTION_REQUIRED, "Subscribe first: POST /api/subscriptions");
  }

  /** The user's running subscription. */
  CompletableFuture<Optional<CurrentSubscription>> find(UserId user) {
    return open.get(
            user.value(),
            (id, executor) -> CompletableFuture.supplyAsync(() -> load(user), loaders))
        .thenApply(this::running);
  }

  /** The user's running subscription, straight from MySQL. Blocking. */
  Optional<CurrentSubscription> current(UserId user) {
    return running(load(user));
  }

  private Optional<CurrentSubscription> load(UserId user) {
    return jdbi.withHandle(handle -> SubscriptionStore.open(handle, user));
  }

  private Optional<CurrentSubscription> running(Optional<CurrentSubscription> known) {
    return known.filter(current -> current.subscription().runsAt(clock.instant()));
  }

  @Override
  public void onChange(Set<String> tags) {
    for (String tag : tags) {
      if (tag.equals(ALL)) {
        open.synchronous().invalidateAll();
      } else if (tag.startsWith(UserId.TAG)) {
        open.synchronous().invalidate(Long.valueOf(tag.substring(UserId.TAG.length())));
      }
    }
  }
}
