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
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool for work that costs CPU. What does not fit into its queue, or waits there too
 * long, is refused with 503 and Retry-After, so that it can't slow the rest down.
 */
public final class WorkPool implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Duration patience;

  /**
   * A pool of daemon threads of the lowest priority.
   *
   * @param queue how many tasks may wait
   * @param patience how long a task may take, waiting included
   */
  public WorkPool(
      String name, int size, int queue, Duration patience, @Nullable MeterRegistry metrics) {
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform()
                .name(name + "-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
    if (metrics != null) {
      metrics.gauge(
          "yeoul.pool.waiting", Tags.of("pool", name), threads, pool -> pool.getQueue().size());
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
    FutureTask<T> future = new FutureTask<>(task);
    try {
      threads.execute(future);
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw refusal();
    } catch (TimeoutException e) {
      threads.remove(future);
      future.cancel(false);
      throw refusal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
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
