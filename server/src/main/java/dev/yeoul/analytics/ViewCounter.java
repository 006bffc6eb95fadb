package dev.yeoul.analytics;

import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.Partition;
import dev.yeoul.platform.RedisPipeline;
import dev.yeoul.playback.Action;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent.Watched;
import dev.yeoul.playback.ViewingStream;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Acknowledges stored entries and counts their views, in one step each. Blocking. */
final class ViewCounter {
  /** A viewer who comes back to a series within this time is one view. */
  static final Duration ONE_VIEW = Duration.ofMinutes(30);

  /** So long a counted view is known: entries may come later than they were made by this. */
  static final Duration REMEMBERED = Duration.ofHours(24);

  /** What has decayed below this is forgotten. */
  static final double LEAST_VIEWS = 0.01;

  /** Entries in one call: it keeps Redis, and so the viewers, for about a millisecond. */
  private static final int PER_CALL = 100;

  /** Entries in calls that are on their way at once; Redis does them before it turns to others. */
  private static final int TOGETHER = 200;

  private static final LuaScript ACKNOWLEDGE =
      LuaScript.load("lua/analytics/acknowledge_views.lua");

  private final RedisPipeline redis;

  ViewCounter(RedisPipeline redis) {
    this.redis = redis;
  }

  /**
   * Ends these entries. Only those among <code>stored</code> count.
   *
   * @return how many views were counted
   */
  long acknowledge(List<StreamEntry> entries, Map<StreamEntry, ViewingEntry> stored) {
    Map<Integer, List<StreamEntry>> byPartition = new HashMap<>();
    for (StreamEntry entry : entries) {
      byPartition.computeIfAbsent(entry.partition(), partition -> new ArrayList<>()).add(entry);
    }
    List<Future<Response>> sent = new ArrayList<>();
    int together = 0;
    long counted = 0;
    for (Map.Entry<Integer, List<StreamEntry>> partition : byPartition.entrySet()) {
      List<StreamEntry> its = partition.getValue();
      for (int from = 0; from < its.size(); from += PER_CALL) {
        List<StreamEntry> part = its.subList(from, Math.min(from + PER_CALL, its.size()));
        sent.add(send(partition.getKey(), triples(part, stored)));
        together += part.size();
        if (together >= TOGETHER) {
          counted += sum(sent);
          sent.clear();
          together = 0;
        }
      }
    }
    return counted + sum(sent);
  }

  private static long sum(List<Future<Response>> answers) {
    return answers.stream().map(RedisPipeline::await).mapToLong(Response::toLong).sum();
  }

  private static List<String> triples(
      List<StreamEntry> entries, Map<StreamEntry, ViewingEntry> stored) {
    List<String> triples = new ArrayList<>(3 * entries.size());
    entries.forEach(entry -> addTriple(triples, entry, stored.get(entry)));
    return triples;
  }

  private static void addTriple(List<String> to, StreamEntry entry, @Nullable ViewingEntry stored) {
    to.add(entry.id().toString());
    if (stored != null
        && stored.event() instanceof Watched watched
        && watched.action() == Action.PLAY) {
      to.add(Long.toString(watched.userId()));
      to.add(watched.seriesId().toString());
    } else {
      to.add("0");
      to.add("0");
    }
  }

  private Future<Response> send(int partition, List<String> triples) {
    List<String> args = new ArrayList<>(triples.size() + 7);
    args.add(ViewingStream.GROUP);
    args.add(Long.toString(TrendingWindow.DAY.halfLifeMs()));
    args.add(Long.toString(TrendingWindow.WEEK.halfLifeMs()));
    args.add(Long.toString(ONE_VIEW.toMillis()));
    args.add(Double.toString(LEAST_VIEWS));
    args.add("counted:" + Partition.tagOf(partition) + ":");
    args.add(Long.toString(REMEMBERED.toMillis()));
    args.addAll(triples);
    List<String> keys =
        List.of(
            ViewingStream.key(partition),
            TrendingWindow.DAY.key(partition),
            TrendingWindow.WEEK.key(partition));
    return ACKNOWLEDGE.run(redis, keys, args);
  }
}
