package dev.yeoul.taste;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.GroupCommit;
import dev.yeoul.playback.ViewerHistory.Play;
import dev.yeoul.taste.RatingChange.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Writes ratings, those that come together in one transaction. Never blocks; every method fails
 * with 503 where MySQL does not answer.
 */
@Singleton
final class RatingWriter {
  /** At 500 ratings a second some 25 share what a transaction costs; a lone one does not wait. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

  private final GroupCommit<RatingChange, Outcome> writes;
  private final Audience audience;
  private final Clock clock;

  RatingWriter(RatingStore ratings, Audience audience, Clock clock) {
    this.writes = new GroupCommit<>(ratings::write, GATHER);
    this.audience = audience;
    this.clock = clock;
  }

  /**
   * Rates, or rates anew: the last one wins.
   *
   * @return fails with 404 series_not_found, 403 not_watched
   */
  Uni<RatingView> put(UserId user, SeriesId series, int score) {
    RatingChange change = change(user, series, score);
    return write(change)
        .flatMap(outcome -> outcome == Outcome.NO_PLAY ? lookFurther(change) : settled(outcome))
        .map(outcome -> expect(outcome, change))
        .replaceWith(new RatingView(series, score, change.at()));
  }

  /**
   * Takes a rating back; where there is none nothing happens.
   *
   * @return fails with 404 series_not_found
   */
  Uni<Void> delete(UserId user, SeriesId series) {
    RatingChange change = change(user, series, null);
    return write(change).map(outcome -> expect(outcome, change)).replaceWithVoid();
  }

  private RatingChange change(UserId user, SeriesId series, @Nullable Integer score) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new RatingChange(new Play(user, series), score, now, false);
  }

  private Uni<Outcome> write(RatingChange change) {
    return Uni.createFrom().completionStage(() -> writes.write(change));
  }

  private static Uni<Outcome> settled(Outcome outcome) {
    return Uni.createFrom().item(outcome);
  }

  /** A play of the last seconds may be in Redis alone. */
  private Uni<Outcome> lookFurther(RatingChange change) {
    return Uni.createFrom()
        .item(() -> {
          audience.requireWatched(change.of().user(), change.of().series());
          return change.ofKnown();
        })
        .runSubscriptionOn(VIRTUAL)
        .flatMap(this::write);
  }

  private static Outcome expect(Outcome outcome, RatingChange change) {
    return switch (outcome) {
      case WRITTEN -> outcome;
      case NO_SERIES -> throw CatalogReader.noSeries(change.of().series());
      case NO_PLAY -> throw new IllegalStateException("a play is not looked for twice");
    };
  }
}
