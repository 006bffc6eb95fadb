package dev.yeoul.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that share numbered tasks. Which thread takes which task is left to
 * chance, so a task must write what no other one writes: then the number of threads changes
 * nothing.
 */
final class Workers implements AutoCloseable {
  private static final int MOST = 1024;

  private final int threads;
  private final ExecutorService pool;

  /** With so many threads, at least 1; the calling one is among them. */
  Workers(int threads) {
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().name("trainer-", 0).factory());
  }

  /**
   * The number, if there can be so many threads.
   *
   * @throws RecommendationException where not
   */
  static int possible(int threads) {
    if (threads < 1 || threads > MOST) {
      throw new RecommendationException("--threads must be from 1 to " + MOST);
    }
    return threads;
  }

  int threads() {
    return threads;
  }

  /** Runs tasks 0..count-1 and returns when all are done; the first failure is thrown. */
  void each(int count, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      others.add(pool.submit(share));
    }
    try {
      share.run();
    } finally {
      next.set(count);
      others.forEach(Workers::await);
    }
  }

  /** Splits 0..count-1 into blocks of at most so many and runs them as tasks. */
  void blocks(int count, int block, Range task) {
    each(
        (count + block - 1) / block, i -> task.accept(i * block, Math.min(count, (i + 1) * block)));
  }

  /** Indexes from one to another, exclusive. */
  interface Range {
    void accept(int from, int end);
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecommendationException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new RecommendationException("a training thread failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
