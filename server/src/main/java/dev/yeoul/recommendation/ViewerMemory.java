package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.platform.RecordCache;
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
  private static final int MEGABYTES = 16;
  private static final int EXPECTED_BYTES = 1_000;

  /** Should a write be lost on its way through Redis, MySQL is asked again after so long. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final ViewerHistory history;
  private final Tastes tastes;
  private final Clock clock;

  private final Epochs epochs = new Epochs();

  /** Outside of the heap, where what is remembered for minutes would die old. */
  private final RecordCache viewers = new RecordCache(MEGABYTES, 0);

  private record Known(KnownHistory history, Taste taste) {
    static Known unpacked(byte[] bytes) {
      var numbers = new NumberReader(bytes);
      return new Known(KnownHistory.unpacked(numbers), Taste.unpacked(numbers));
    }

    byte[] packed() {
      var numbers = new NumberWriter(EXPECTED_BYTES);
      history.pack(numbers);
      taste.pack(numbers);
      return numbers.bytes();
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
    Remembered start = remembered(user);
    Known old = start.known();
    KnownHistory watched = history.at(user, mark, old == null ? null : old.history());
    Taste taste = old == null ? tastes.of(user) : old.taste();
    if (old == null || watched != old.history()) {
      remember(user, new Known(watched, taste).packed(), start.epoch());
    }
    return ViewerFacts.of(user, watched, taste);
  }

  private record Remembered(long epoch, @Nullable Known known) {}

  /** Both of one moment: what is there in an epoch is not from before it. */
  private synchronized Remembered remembered(UserId user) {
    return new Remembered(epochs.of(user.value()), known(user));
  }

  private @Nullable Known known(UserId user) {
    byte[] bytes = viewers.get(user.value());
    if (bytes == null) {
      return null;
    }
    Known known = Known.unpacked(bytes);
    return known.history().readAt().plus(KEPT).isBefore(clock.instant()) ? null : known;
  }

  /** What was made in an epoch that has ended may be from before the change. */
  private synchronized void remember(UserId user, byte[] packed, long epoch) {
    if (epochs.of(user.value()) == epoch) {
      viewers.put(user.value(), packed);
    }
  }

  synchronized void forget(long user) {
    epochs.end(user);
    viewers.remove(user);
  }

  synchronized void forgetAll() {
    epochs.endAll();
    viewers.clear();
  }
}
