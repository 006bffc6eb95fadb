package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.ViewingEvent.ContinueHidden;
import dev.yeoul.playback.ViewingEvent.HistoryRemoved;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a viewer watched. Redis gives the removal its place among the writes; MySQL has it
 * when the call returns, and the worker brings it there, should this node die in between. Blocking.
 */
@Singleton
final class ViewerRemovals {
  private static final LuaScript REMOVE = LuaScript.load("lua/playback/remove_history.lua");

  private final RedisPipeline redis;
  private final ChangeFeed changes;

  ViewerRemovals(RedisPipeline redis, ChangeFeed changes) {
    this.redis = redis;
    this.changes = changes;
  }

  /** Removes progress and history of a series, or of all of them where it is null. */
  void history(UserId user, @Nullable SeriesId series) {
    String number = series == null ? "0" : series.toString();
    Response entry =
        REMOVE.call(
            redis,
            List.of(ViewingKeys.watching(user), ViewingKeys.stream(user)),
            List.of(
                ViewingKeys.progressPrefix(user),
                number,
                new HistoryRemoved(user.value(), series).text()));
    apply(user, series, Removal.Scope.HISTORY, entry);
  }

  /** Hides a series from continue watching until it is watched again. */
  void continueWatching(UserId user, SeriesId series) {
    Response entry =
        redis.call(
            Request.cmd(Command.XADD)
                .arg(ViewingKeys.stream(user))
                .arg("*")
                .arg("e")
                .arg(new ContinueHidden(user.value(), series).text()));
    apply(user, series, Removal.Scope.CONTINUE, entry);
  }

  private void apply(UserId user, @Nullable SeriesId series, Removal.Scope scope, Response entry) {
    RemovalStore.apply(
        changes,
        new Removal(
            user.value(),
            series == null ? 0 : series.value(),
            scope,
            EntryId.parse(entry.toString())));
  }
}
