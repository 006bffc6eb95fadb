package dev.yeoul.playback;

import dev.yeoul.platform.LuaScript;
import dev.yeoul.platform.Partition;
import dev.yeoul.platform.PartitionCalls;
import dev.yeoul.platform.RedisPipeline;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The viewing streams as a consumer group, one stream per partition. Every command touches one
 * stream, and those of some partitions go out together. Blocking; for virtual threads.
 *
 * <p>Whoever has stored an entry acknowledges and deletes it in one step: what is in a stream is
 * not stored yet (<code>read_pending.lua</code> relies on it).
 */
public final class ViewingStream {
  /** The consumer group of those who store the entries. */
  public static final String GROUP = "workers";

  private static final int FIRST_ROUND = 32;

  private static final Duration GONE = Duration.ofHours(1);
  private static final LuaScript TIDY = LuaScript.load("lua/playback/tidy_consumers.lua");

  private final RedisPipeline redis;

  /** The streams of this Redis. */
  public ViewingStream(RedisPipeline redis) {
    this.redis = redis;
  }

  /** A partition's stream. */
  public static String key(int partition) {
    return ViewingKeys.stream(partition);
  }

  /** Makes sure that each stream and its group are there. Safe to repeat. */
  public void open() {
    PartitionCalls.toAll(
        partition ->
            unless(
                "BUSYGROUP",
                redis.send(
                    Request.cmd(Command.XGROUP)
                        .arg("CREATE")
                        .arg(key(partition))
                        .arg(GROUP)
                        .arg("0")
                        .arg("MKSTREAM"))),
        (partition, done) -> {});
  }

  /**
   * Takes entries that nobody has taken, in the order of their streams.
   *
   * @param consumer who takes them
   * @param most how many at about the most
   */
  public List<StreamEntry> read(String consumer, int most) {
    List<StreamEntry> taken = new ArrayList<>();
    int share = Math.max(1, Math.min(FIRST_ROUND, most / Partition.COUNT));
    int[] all = IntStream.range(0, Partition.COUNT).toArray();
    int[] counts = take(consumer, all, share, taken);
    int[] busy = Arrays.stream(all).filter(p -> counts[p] == share).toArray();
    int left = most - taken.size();
    if (busy.length > 0 && left >= busy.length) {
      take(consumer, busy, left / busy.length, taken);
    }
    return taken;
  }

  /**
   * Takes over entries that their consumer has left unacknowledged for this long: it crashed, or
   * its answer was lost.
   *
   * @param consumer who takes them over
   * @param most how many at about the most, the same of each partition
   */
  public List<StreamEntry> claim(String consumer, Duration idle, int most) {
    List<StreamEntry> claimed = new ArrayList<>();
    int share = Math.max(1, most / Partition.COUNT);
    PartitionCalls.toAll(
        partition ->
            redis.send(
                Request.cmd(Command.XAUTOCLAIM)
                    .arg(key(partition))
                    .arg(GROUP)
                    .arg(consumer)
                    .arg(idle.toMillis())
                    .arg("0-0")
                    .arg("COUNT")
                    .arg(share)),
        (partition, answer) -> add(partition, Objects.requireNonNull(answer).get(1), claimed));
    return claimed;
  }

  /**
   * What is in the streams.
   *
   * @param oldestMs when the oldest one was accepted, milliseconds since 1970; empty where there is
   *     none
   */
  public record Waiting(long entries, OptionalLong oldestMs) {}

  /** What nobody has stored yet, whether or not somebody has taken it. */
  public Waiting waiting() {
    LongStream.Builder lengths = LongStream.builder();
    LongStream.Builder firsts = LongStream.builder();
    PartitionCalls.toAll(
        partition ->
            unless(
                "ERR no such key",
                redis.send(Request.cmd(Command.XINFO).arg("STREAM").arg(key(partition)))),
        (partition, stream) -> {
          if (stream != null) {
            lengths.add(stream.get("length").toLong());
            Response first = stream.get("first-entry");
            if (first != null) {
              firsts.add(EntryId.parse(first.get(0).toString()).ms());
            }
          }
        });
    return new Waiting(lengths.build().sum(), firsts.build().min());
  }

  /** Forgets consumers that are gone and hold nothing, this one too if it holds nothing. */
  public void forget(@Nullable String stopping) {
    List<String> args =
        List.of(GROUP, Long.toString(GONE.toMillis()), stopping == null ? "" : stopping);
    PartitionCalls.toAll(
        partition -> TIDY.run(redis, List.of(key(partition)), args), (partition, done) -> {});
  }

  /** How many were taken, by partition. */
  private int[] take(String consumer, int[] partitions, int count, List<StreamEntry> taken) {
    int[] counts = new int[Partition.COUNT];
    PartitionCalls.toEach(
        partitions,
        partition ->
            redis.send(
                Request.cmd(Command.XREADGROUP)
                    .arg("GROUP")
                    .arg(GROUP)
                    .arg(consumer)
                    .arg("COUNT")
                    .arg(count)
                    .arg("STREAMS")
                    .arg(key(partition))
                    .arg(">")),
        (partition, streams) -> {
          if (streams != null) {
            counts[partition] = add(partition, streams.get(key(partition)), taken);
          }
        });
    return counts;
  }

  private static int add(int partition, Response entries, List<StreamEntry> to) {
    int added = 0;
    for (Response entry : entries) {
      // Redis 6.2 answers nil for a claimed entry that was deleted meanwhile
      if (entry != null) {
        to.add(
            new StreamEntry(partition, EntryId.parse(entry.get(0).toString()), text(entry.get(1))));
        added++;
      }
    }
    return added;
  }

  private static String text(@Nullable Response members) {
    return members != null && members.size() == 2 ? members.get(1).toString() : "";
  }

  /** The answer, or null where Redis refuses with this error. */
  private static Future<Response> unless(String error, Future<Response> answer) {
    return answer.recover(failure ->
        String.valueOf(failure.getMessage()).startsWith(error)
            ? Future.succeededFuture()
            : Future.failedFuture(failure));
  }
}
