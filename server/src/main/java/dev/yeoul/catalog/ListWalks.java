package dev.yeoul.catalog;

import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Statements that pass over whole lists, and may take longer than any caller waits. They go on when
 * the callers have left, so that whoever asks again finds them done: were they ended with the call,
 * a list that takes too long once would take too long for ever. Few at once, since each keeps a
 * processor of MySQL busy.
 */
final class ListWalks {
  private static final int AT_ONCE = 2;
  private static final int WAITING = 64;
  private static final Duration CALLER = Duration.ofSeconds(4);
  private static final Duration WALK = Duration.ofMinutes(1);

  /** What follows SELECT, so that MySQL does not go on for longer than its answer is waited for. */
  static final String HINT = "/*+ MAX_EXECUTION_TIME(" + WALK.toMillis() + ") */";

  private static final Executor THREADS = task -> Thread.ofVirtual().name("list-walk").start(task);

  private final Jdbi jdbi;
  private final Duration caller;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  ListWalks(Jdbi jdbi) {
    this(jdbi, CALLER);
  }

  /**
   * Walks for impatient callers.
   *
   * @param caller how long one waits
   */
  ListWalks(Jdbi jdbi, Duration caller) {
    this.jdbi = jdbi;
    this.caller = caller;
  }

  /** Begins a walk, or lets it wait for the end of others first. */
  <T> CompletableFuture<T> start(Function<Handle, T> walk) {
    return turns.getQueueLength() < WAITING
        ? CompletableFuture.supplyAsync(() -> inTurn(walk), THREADS)
        : CompletableFuture.failedFuture(refusal());
  }

  /** The outcome; 503 where it takes longer than a caller waits. Blocks. */
  <T> T await(CompletableFuture<T> walk) {
    try {
      return walk.get(caller.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw refusal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private <T> T inTurn(Function<Handle, T> walk) {
    turns.acquireUninterruptibly();
    try {
      return jdbi.withHandle(handle -> patiently(handle, walk));
    } catch (SQLException e) {
      throw new ConnectionException(e);
    } finally {
      turns.release();
    }
  }

  private static <T> T patiently(Handle handle, Function<Handle, T> walk) throws SQLException {
    Connection connection = handle.getConnection();
    int usual = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(WALK.plusSeconds(1).toMillis()));
    try {
      return walk.apply(handle);
    } finally {
      connection.setNetworkTimeout(Runnable::run, usual);
    }
  }

  private static ProblemException refusal() {
    return new ProblemException(
            PlatformProblem.STORE_UNAVAILABLE,
            "The list is long and is being counted; try again shortly")
        .with("Retry-After", "2");
  }
}
