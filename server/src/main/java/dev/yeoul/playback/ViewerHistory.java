package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

  private static final Comparator<WatchedSeries> NEWEST_FIRST =
      Comparator.comparing(WatchedSeries::at)
          .reversed()
          .thenComparing(WatchedSeries::series, Comparator.reverseOrder());

  private final RedisPipeline redis;
  private final WatchedRows watched;
  private final ContinueWatching continueWatching;

  ViewerHistory(RedisPipeline redis, WatchedRows watched, ContinueWatching continueWatching) {
    this.redis = redis;
    this.watched = watched;
    this.continueWatching = continueWatching;
  }

  /**
   * A viewer's latest accepted write; another one follows each write, so what was made from a
   * history is good while the mark is the same and no removal was heard of.
   *
   * @param seriesId what was watched; 0 for none within the last 30 days
   * @param ms when Redis accepted it, milliseconds since 1970
   */
  public record Mark(long seriesId, long ms) {
    static final Mark NONE = new Mark(0, 0);
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

  /** Every series that the viewer began, the one watched last first. Blocking. */
  public List<WatchedSeries> all(UserId user) {
    List<WatchedSeries> sorted = new ArrayList<>(watched.series(user));
    sorted.sort(NEWEST_FIRST);
    return sorted;
  }

  /**
   * The series that the viewer may go on with, the one watched last first. Blocking.
   *
   * @param most how many of the series watched last are looked at
   */
  public List<SeriesId> continued(UserId user, int most) {
    return continueWatching.ofLatest(user, most).stream().map(view -> view.series().id()).toList();
  }
}
