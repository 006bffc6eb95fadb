package dev.yeoul.platform;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A command for each of some partitions. Those of a few partitions go out together: Redis does a
 * connection's whole burst before it turns to others, and those are viewers. Blocking; for virtual
 * threads.
 */
public final class PartitionCalls {
  private static final int TOGETHER = 16;
  private static final int[] ALL = IntStream.range(0, Partition.COUNT).toArray();

  private PartitionCalls() {}

  /** What becomes of a partition's answer. */
  @FunctionalInterface
  public interface Answered {
    /** Takes it; null where Redis said nil. */
    void take(int partition, @Nullable Response answer);
  }

  /** The same for all partitions. */
  public static void toAll(IntFunction<Future<Response>> command, Answered then) {
    toEach(ALL, command, then);
  }

  /**
   * Hands over the answers in the order of the partitions, each as soon as it is there: those of
   * many partitions, all at once, would outlive the heap's young generation.
   *
   * @param command sends a partition's command
   * @throws ProblemException 503 where Redis does not answer
   */
  public static void toEach(
      int[] partitions, IntFunction<Future<Response>> command, Answered then) {
    for (int from = 0; from < partitions.length; from += TOGETHER) {
      int[] some =
          Arrays.copyOfRange(partitions, from, Math.min(from + TOGETHER, partitions.length));
      List<Future<Response>> sent = Arrays.stream(some).mapToObj(command).toList();
      for (int i = 0; i < some.length; i++) {
        then.take(some[i], RedisPipeline.await(sent.get(i)));
      }
    }
  }
}
