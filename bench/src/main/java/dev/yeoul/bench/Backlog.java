package dev.yeoul.bench;

import dev.yeoul.bench.process.RedisProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What the service has accepted and its worker has not stored yet. */
final class Backlog {
  private static final int PARTITIONS = 256;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final RedisProbe redis;
  private final List<List<String>> lengths =
      IntStream.range(0, PARTITIONS)
          .mapToObj(partition -> List.of("XLEN", "views:{p" + partition + "}"))
          .toList();

  Backlog(RedisProbe redis) {
    this.redis = redis;
  }

  long size() throws IOException {
    return redis.askAll(lengths).stream().mapToLong(one -> Long.parseLong(one.getFirst())).sum();
  }

  /**
   * Waits until the worker is done: what it does for one side must not take the other's time.
   *
   * @throws IllegalStateException when it is not after minutes
   */
  void awaitEmpty() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (size() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the worker still has " + size() + " entries to store");
      }
      Thread.sleep(LOOK);
    }
  }
}
