package dev.yeoul.recommendation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.yeoul.account.UserId;
import dev.yeoul.playback.KnownHistory;
import dev.yeoul.playback.ViewerHistory;
import dev.yeoul.playback.ViewerHistory.Mark;
import dev.yeoul.taste.Taste;
import dev.yeoul.taste.Tastes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * This node's memory of what viewers watched and said, so that a viewer's next page needs MySQL no
 * more: of what is watched meanwhile the viewer's mark tells, and Redis has it. Whoever hears of a
 * rating, a removal and the like forgets the viewer here before anything that was made of it.
 */
@Singleton
final class ViewerMemory {
  private static final long MAX_BYTES = 14L * 1024 * 1024;
  private static final int RATING_BYTES = 60;

  /** Should a write be lost on its way through Redis, MySQL is asked again after so long. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final ViewerHistory history;
  private final Tastes tastes;
  private final Clock clock;

  private final Epochs epochs = new Epochs();

  private final Cache<Long, Known> viewers =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Long user, Known known) -> known.weight())
          .executor(Runnable::run)
          .build();

  private record Known(KnownHistory history, Taste taste) {
    int weight() {
      int said = taste.scores().size() + taste.dismissed().size();
      return 150 + history.weight() + RATING_BYTES * said;
    }
  }

  ViewerMemory(ViewerHistory history, Tastes tastes, Clock clock) {
    this.history = history;
    this.tastes = tastes;
    this.clock = clock;
  }

  /**
   * What is known of a viewer. Blocking.
   *
   * @param mark what Redis said of the viewer just now
   * @throws dev.yeoul.platform.ProblemException 503 where a store does not answer
   */
  ViewerFacts of(UserId user, Mark mark) {
    long before = epochs.of(user.value());
    Known old = known(user);
    KnownHistory watched = history.at(user, mark, old == null ? null : old.history());
    Taste taste = old == null ? tastes.of(user) : old.taste();
    if (old == null || watched != old.history()) {
      viewers.put(user.value(), new Known(watched, taste));
      if (epochs.of(user.value()) != before) {
        viewers.invalidate(user.value()); // it may be from before the change
      }
    }
    return ViewerFacts.of(user, watched, taste);
  }

  private @Nullable Known known(UserId user) {
    Known known = viewers.getIfPresent(user.value());
    return known == null || known.history().readAt().plus(KEPT).isBefore(clock.instant())
        ? null
        : known;
  }

  void forget(long user) {
    epochs.end(user);
    viewers.invalidate(user);
  }

  void forgetAll() {
    epochs.endAll();
    viewers.invalidateAll();
  }
}
