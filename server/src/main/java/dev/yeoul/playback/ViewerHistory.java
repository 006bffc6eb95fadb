package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer watched, for other features: with what Redis accepted a moment ago, and without
 * what the viewer removed.
 */
@Singleton
public final class ViewerHistory {
  /** Begins the tag of the change that is written when a viewer removes something. */
  public static final String REMOVAL_TAG = "history:";

  private final RedisPipeline redis;
  private final WatchedRows watched;
  private final EpisodePlaces places;
  private final Clock clock;

  ViewerHistory(RedisPipeline redis, WatchedRows watched, EpisodePlaces places, Clock clock) {
    this.redis = redis;
    this.watched = watched;
    this.places = places;
    this.clock = clock;
  }

  /**
   * A viewer's latest accepted write; another one follows each write, so what was made from a
   * history is good while the mark is the same and no removal was heard of.
   *
   * @param seriesId what was watched; 0 for none within the last 30 days
   * @param ms when Redis accepted it, milliseconds since 1970
   */
  public record Mark(long seriesId, long ms) {
    /** That of one who wrote nothing. */
    public static final Mark NONE = new Mark(0, 0);
  }

  /**
   * The viewer's mark, in one command. Never blocks; fails with 503 where Redis does not answer.
   */
  public Future<Mark> mark(UserId user) {
    return redis
        .send(
            Request.cmd(Command.ZRANGE)
                .arg(ViewingKeys.watching(user))
                .arg(0)
                .arg(0)
                .arg("REV")
                .arg("WITHSCORES"))
        .map(ViewerHistory::mark);
  }

  /** RESP 2 answers a flat list, RESP 3 one of pairs. */
  private static Mark mark(@Nullable Response found) {
    if (found == null || found.size() == 0) {
      return Mark.NONE;
    }
    Response pair = found.size() == 1 ? found.get(0) : found;
    return new Mark(pair.get(0).toLong(), pair.get(1).toDouble().longValue());
  }

  /** Whether the viewer has played anything of a series and not removed it since. Blocking. */
  public boolean hasWatched(UserId user, SeriesId series) {
    return !watched.ofSeries(user, series).isEmpty();
  }

  /**
   * All that the viewer has watched, from the stores or, where something is known that no removal
   * was heard of since, with the later writes alone from Redis. Blocking.
   *
   * @param known null for nothing
   * @param mark what {@link #mark} said just now
   * @throws dev.yeoul.platform.ProblemException 503 where a store does not answer
   */
  public KnownHistory at(UserId user, Mark mark, @Nullable KnownHistory known) {
    if (known == null || mark.ms() < known.mark().ms()) { // Redis has forgotten, or lost something
      return watched.all(user, mark, clock.instant());
    }
    return mark.equals(known.mark()) ? known : watched.advanced(user, known, mark);
  }

  /** A viewer and a series. */
  public record Play(UserId user, SeriesId series) {}

  /**
   * Those of which MySQL knows; one query in the handle's transaction. What Redis accepted within
   * the last seconds may be missing: {@link #hasWatched} knows better.
   *
   * @param asked at least one
   */
  public static Set<Play> stored(Handle handle, Collection<Play> asked) {
    return Set.copyOf(ProgressRows.plays(handle, asked));
  }

  /**
   * The series that the viewer may go on with, the one watched last first; those that left the
   * catalogue too. Blocking.
   *
   * @param most how many of the series watched last are looked at
   */
  public List<SeriesId> continued(KnownHistory known, int most) {
    return places.continued(known.latest(most));
  }
}
