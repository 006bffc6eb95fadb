package dev.yeoul.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool for work that costs CPU. What does not fit into its queue, or could not start
 * within the callers' patience, is refused with 503 and Retry-After: at once where that can be told
 * from how long such work has taken. What has started is finished and answered, because under a
 * storm the head of the line is always about as old as the patience: to give up on it would spend
 * all CPU on work that nobody gets.
 */
public final class WorkPool implements AutoCloseable {
  /** How much of the average the newest duration makes: 1 of this many. */
  private static final int MEMORY = 8;

  /** A task counts for this more than {@link #MEMORY} times the average at the most. */
  private static final long LEAST_COUNTED = 1_000_000;

  private final ThreadPoolExecutor threads;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /**
   * Of the last tasks, with less weight the older they are. It begins at nothing, and a single task
   * counts for so much at the most: the first ones of a process take many times what follows, as
   * does one that a collection falls into, and nobody should be refused because of these.
   */
  private final AtomicLong averageNanos = new AtomicLong();

  /**
   * A pool of daemon threads.
   *
   * @param queue how many tasks may wait
   * @param patience how long a task may wait for its start
   */
  public WorkPool(
      String name, int size, int queue, Duration patience, @Nullable MeterRegistry metrics) {
    this(name, size, queue, patience, metrics, System::nanoTime);
  }

  WorkPool(
      String name,
      int size,
      int queue,
      Duration patience,
      @Nullable MeterRegistry metrics,
      LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    if (metrics != null) {
      metrics.gauge("yeoul.pool.waiting", Tags.of("pool", name), this, WorkPool::waiting);
      metrics.gauge(
          "yeoul.pool.active", Tags.of("pool", name), threads, ThreadPoolExecutor::getActiveCount);
    }
  }

  /**
   * Runs a task and waits for it; for virtual threads, never an event loop.
   *
   * @throws ProblemException 503 <code>overloaded</code>
   */
  public <T> T run(Callable<T> task) {
    if (expectedWait() > patience.toNanos()) {
      throw refusal();
    }
    FutureTask<T> future = new FutureTask<>(() -> timed(task));
    try {
      threads.execute(future);
      return await(future);
    } catch (RejectedExecutionException e) {
      throw refusal();
    } catch (InterruptedException e) {
      threads.remove(future);
      Thread.currentThread().interrupt();
      throw refusal();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private <T> T await(FutureTask<T> future) throws InterruptedException, ExecutionException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (threads.remove(future)) {
        throw refusal();
      }
      return future.get();
    }
  }

  /** For one who comes now; nothing while a thread is free. */
  private long expectedWait() {
    int waiting = waiting();
    boolean free = waiting == 0 && threads.getActiveCount() < threads.getMaximumPoolSize();
    return free ? 0 : (waiting + 1) * averageNanos.get() / threads.getMaximumPoolSize();
  }

  int waiting() {
    return threads.getQueue().size();
  }

  private <T> T timed(Callable<T> task) throws Exception {
    long start = nanoTime.getAsLong();
    try {
      return task.call();
    } finally {
      long took = nanoTime.getAsLong() - start;
      averageNanos.updateAndGet(average ->
          average + (Math.min(took, MEMORY * average + LEAST_COUNTED) - average) / MEMORY);
    }
  }

  private static ProblemException refusal() {
    return new ProblemException(
            PlatformProblem.OVERLOADED, "Too much of this kind of work is waiting; try again later")
        .with("Retry-After", "5");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
