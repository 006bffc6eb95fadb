package dev.yeoul.playback;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** What Redis accepted and MySQL may not have yet: <code>read_pending.lua</code>. Blocking. */
final class PendingProgress {
  private static final LuaScript SCRIPT = LuaScript.load("lua/playback/read_pending.lua");

  private static final LuaScript SINCE = LuaScript.load("lua/playback/read_since.lua");

  private final RedisPipeline redis;

  PendingProgress(RedisPipeline redis) {
    this.redis = redis;
  }

  /** A viewer's. Ask before MySQL: what leaves the stream in between is there then. */
  List<ProgressRow> of(UserId user) {
    Response found =
        SCRIPT.call(
            redis,
            List.of(ViewingKeys.stream(user), ViewingKeys.watching(user)),
            List.of(ViewingKeys.progressPrefix(user)));
    return rows(found);
  }

  /** A viewer's of the series written since then, stored or not: <code>read_since.lua</code>. */
  List<ProgressRow> since(UserId user, long ms) {
    return rows(
        SINCE.call(
            redis,
            List.of(ViewingKeys.watching(user)),
            List.of(ViewingKeys.progressPrefix(user), Long.toString(ms))));
  }

  private static List<ProgressRow> rows(Response found) {
    List<ProgressRow> rows = new ArrayList<>();
    for (int i = 0; i < found.size(); i += 2) {
      SeriesId series = new SeriesId(found.get(i).toLong());
      Response episodes = found.get(i + 1);
      for (int j = 0; j < episodes.size(); j += 2) {
        EpisodeId episode = new EpisodeId(episodes.get(j).toLong());
        rows.add(ProgressRow.parse(series, episode, episodes.get(j + 1).toString()));
      }
    }
    return rows;
  }
}
