package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogProblem;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.EpisodeFacts;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.EpisodeIndex;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewingEvent.Watched;
import dev.yeoul.subscription.Entitlements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts progress. Where the viewer's entitlement and the episode are in memory, it is one round
 * trip to Redis on the event loop; where not, they are loaded first and nothing blocks meanwhile.
 */
@Singleton
final class ProgressRecorder {
  private static final LuaScript SCRIPT = LuaScript.load("lua/playback/record_progress.lua");
  private static final String KEEP_SECONDS = Long.toString(Duration.ofDays(30).toSeconds());
  private static final String KEEP_SERIES = "1000";

  /** Seen from 90 % on. */
  private static final int COMPLETED_TENTHS = 9;

  private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

  private final RedisPipeline redis;
  private final Entitlements entitlements;
  private final EpisodeIndex episodes;
  private final CatalogReader catalog;

  ProgressRecorder(
      RedisPipeline redis,
      Entitlements entitlements,
      EpisodeIndex episodes,
      CatalogReader catalog) {
    this.redis = redis;
    this.entitlements = entitlements;
    this.episodes = episodes;
    this.catalog = catalog;
  }

  /**
   * Checks and accepts.
   *
   * @return what was accepted; a failure with 403, 404 or 422 where it is refused, 503 where Redis
   *     or MySQL would be needed and does not answer
   */
  Uni<ProgressRow> record(UserId user, SeriesId series, ProgressInput input) {
    EpisodeId episode = new EpisodeId(input.episodeId());
    EpisodeFacts known = episodes.cached(episode);
    if (entitlements.cached(user) == null) {
      return entitlements.require(user).flatMap(paid -> find(user, series, episode, input));
    }
    return known == null ? find(user, series, episode, input) : accept(user, series, known, input);
  }

  private Uni<ProgressRow> find(
      UserId user, SeriesId series, EpisodeId episode, ProgressInput input) {
    return episodes.find(episode).flatMap(found -> accept(user, series, found.orElse(null), input));
  }

  private Uni<ProgressRow> accept(
      UserId user, SeriesId series, @Nullable EpisodeFacts episode, ProgressInput input) {
    if (episode == null || !episode.seriesId().equals(series)) {
      return missing(series);
    }
    Watched watched = watched(user, episode, input);
    Long end = passedEnd(watched);
    if (end != null) {
      return Uni.createFrom()
          .failure(
              ProblemException.invalid(
                  "/position_seconds",
                  "must not be beyond the duration of "
                      + Seconds.of(end).stripTrailingZeros().toPlainString()
                      + " s"));
    }
    return Uni.createFrom()
        .emitter(
            emitter -> write(user, watched).onSuccess(emitter::complete).onFailure(emitter::fail));
  }

  /**
   * A report as {@link #write} takes it, where it is good and all that says so is in memory. Null
   * says nothing: ask {@link #record}.
   */
  @Nullable Watched ready(UserId user, SeriesId series, ProgressInput input) {
    EpisodeFacts episode = episodes.cached(new EpisodeId(input.episodeId()));
    if (episode == null
        || !episode.seriesId().equals(series)
        || entitlements.cached(user) == null) {
      return null;
    }
    Watched watched = watched(user, episode, input);
    return passedEnd(watched) == null ? watched : null;
  }

  /** Where the episode ends, in milliseconds, if the position is beyond that; else null. */
  private static @Nullable Long passedEnd(Watched watched) {
    Long end = watched.durationMs();
    return end != null && watched.positionMs() > end ? end : null;
  }

  private static Watched watched(UserId user, EpisodeFacts episode, ProgressInput input) {
    long position = Seconds.toMillis(input.positionSeconds());
    Long duration = duration(episode, input);
    boolean completed = duration != null && position * 10 >= duration * COMPLETED_TENTHS;
    return new Watched(
        user.value(),
        episode.seriesId(),
        episode.id(),
        position,
        duration,
        completed,
        input.action() == null ? Action.PLAY : input.action(),
        input.device());
  }

  private static @Nullable Long duration(EpisodeFacts episode, ProgressInput input) {
    if (episode.durationMs() != null) {
      return episode.durationMs();
    }
    return input.durationSeconds() == null ? null : Seconds.toMillis(input.durationSeconds());
  }

  /** Accepts a report: one round trip to Redis. Fails with 503 where that does not answer. */
  Future<ProgressRow> write(UserId user, Watched watched) {
    List<String> keys =
        List.of(
            ViewingKeys.progress(user, watched.seriesId()),
            ViewingKeys.watching(user),
            ViewingKeys.stream(user));
    List<String> args =
        List.of(
            watched.seriesId().toString(),
            watched.episodeId().toString(),
            watched.state(),
            watched.text(),
            KEEP_SECONDS,
            KEEP_SERIES);
    return SCRIPT.run(redis, keys, args).map(id -> row(watched, EntryId.parse(id.toString())));
  }

  private static ProgressRow row(Watched watched, EntryId entry) {
    return new ProgressRow(
        watched.seriesId(),
        watched.episodeId(),
        watched.positionMs(),
        watched.durationMs(),
        watched.completed(),
        entry);
  }

  /** Says which of the two is not there. Rare, so it may ask MySQL. */
  private Uni<ProgressRow> missing(SeriesId series) {
    return Uni.createFrom()
        .item(() -> catalog.seriesExists(series))
        .runSubscriptionOn(VIRTUAL)
        .flatMap(exists ->
            Uni.createFrom()
                .failure(
                    exists
                        ? new ProblemException(
                            CatalogProblem.EPISODE_NOT_FOUND,
                            "Series " + series + " has no such episode")
                        : CatalogReader.noSeries(series)));
  }
}
