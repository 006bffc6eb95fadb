package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.EpisodeIndex;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.subscription.Entitlements;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Viewers who watch and remove, without HTTP, on stores of their own. */
public final class Viewing {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final OwnStores stores;
  private final ProgressRecorder recorder;
  private final ViewerRemovals removals;
  private final WatchedRows watched;

  /** On these stores. */
  public Viewing(OwnStores stores) {
    this.stores = stores;
    this.recorder =
        new ProgressRecorder(
            stores.redis(),
            new Entitlements(stores.jdbi(), Clock.systemUTC()),
            new EpisodeIndex(stores.jdbi()),
            new CatalogReader(stores.jdbi()));
    this.removals = new ViewerRemovals(stores.redis(), stores.changes());
    this.watched = new WatchedRows(stores.redis(), stores.jdbi());
  }

  /** What other features see of the viewers' histories. */
  public ViewerHistory history() {
    return new ViewerHistory(
        stores.redis(),
        watched,
        new EpisodePlaces(new CatalogReader(stores.jdbi())),
        Clock.systemUTC());
  }

  /** A series of the catalogue. */
  public record Show(SeriesId id, List<EpisodeId> episodes) {
    /** Its first episode. */
    public EpisodeId first() {
      return episodes.getFirst();
    }
  }

  /** A new user with a subscription. */
  public UserId viewer() {
    return stores
        .jdbi()
        .inTransaction(handle -> {
          long id =
              insert(
                  handle,
                  "INSERT INTO users (email, hashed_password, created_at)"
                      + " VALUES ('u"
                      + UUID.randomUUID()
                      + "', '-', NOW(6))");
          handle.execute(
              """
              INSERT INTO subscriptions
                (user_id, plan_id, start_date, end_date, status, open_user_id, created_at)
              VALUES (?, 1, NOW(6), NOW(6) + INTERVAL 30 DAY, 'active', ?, NOW(6))
              """,
              id,
              id);
          return new UserId(id);
        });
  }

  /** A new show of one season whose episodes last 1,000 s each. */
  public Show show(int episodes) {
    return show(stores.jdbi(), episodes, 1000);
  }

  /** A new show of one season in this database. */
  public static Show show(Jdbi jdbi, int episodes, @Nullable Integer durationSeconds) {
    return jdbi.inTransaction(handle -> {
      long series =
          insert(
              handle,
              """
              INSERT INTO series (kind, title, genres, countries, directors, cast,
                created_at, updated_at)
              VALUES ('show', 'A show', '[]', '[]', '[]', '[]', NOW(6), NOW(6))
              """);
      handle.execute("INSERT INTO seasons (series_id, season_number) VALUES (?, 1)", series);
      List<EpisodeId> ids =
          IntStream.rangeClosed(1, episodes)
              .mapToObj(number ->
                  new EpisodeId(
                      insert(
                          handle,
                          "INSERT INTO episodes (series_id, season_number,"
                              + " episode_number, title, duration_seconds) VALUES ("
                              + series
                              + ", 1, "
                              + number
                              + ", 'An episode', "
                              + durationSeconds
                              + ")")))
              .toList();
      return new Show(new SeriesId(series), ids);
    });
  }

  private static long insert(Handle handle, String sql) {
    return handle.createUpdate(sql).executeAndReturnGeneratedKeys().mapTo(long.class).one();
  }

  /** Reports a position, in seconds, and returns the entry. */
  public EntryId watch(UserId user, SeriesId series, EpisodeId episode, long seconds) {
    return watch(user, series, episode, seconds, Action.PLAY);
  }

  /** Reports an action at a position, in seconds, and returns the entry. */
  public EntryId watch(
      UserId user, SeriesId series, EpisodeId episode, long seconds, Action action) {
    var input =
        new ProgressInput(episode.value(), BigDecimal.valueOf(seconds), null, action, "a|device");
    return recorder.record(user, series, input).await().atMost(LIMIT).entry();
  }

  /** Removes a series from the viewer's history. */
  public void removeHistory(UserId user, SeriesId series) {
    removals.history(user, series);
  }

  /** The position that the viewer reads, in milliseconds; -1 without one. */
  public long seenPosition(UserId user, SeriesId series, EpisodeId episode) {
    return watched.ofSeries(user, series).stream()
        .filter(row -> row.episodeId().equals(episode))
        .findFirst()
        .map(ProgressRow::positionMs)
        .orElse(-1L);
  }

  /** The position that MySQL has, in milliseconds; -1 without one. */
  public long storedPosition(UserId user, EpisodeId episode) {
    return stores
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT position_ms FROM viewing_progress"
                        + " WHERE user_id = ? AND episode_id = ?")
                .bind(0, user.value())
                .bind(1, episode.value())
                .mapTo(long.class)
                .findOne()
                .orElse(-1L));
  }

  /**
   * What Redis has of a viewer's progress in a show's first episode, in record_progress.lua's form.
   */
  public static String redisState(RedisPipeline redis, long user, Show show) {
    return redis
        .call(
            Request.cmd(Command.HGET)
                .arg(ViewingKeys.progress(new UserId(user), show.id()))
                .arg(show.first().toString()))
        .toString();
  }

  /** Adds an entry with this text to the viewer's stream. */
  public void addEntry(UserId user, String text) {
    var _ =
        stores
            .redis()
            .call(
                Request.cmd(Command.XADD)
                    .arg(ViewingKeys.stream(user))
                    .arg("*")
                    .arg("e")
                    .arg(text));
  }
}
