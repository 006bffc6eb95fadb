package dev.yeoul.taste;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has series show what viewers gave them, for as long as it runs. Any number of nodes may do so; a
 * store that is down is waited for.
 */
@Singleton
public final class ScoreWorker {
  private static final Logger LOG = Logger.getLogger(ScoreWorker.class);

  /** After a quiet minute the first ratings show within this time. */
  private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

  private final ScoreRefresh refresh;
  private final Duration lookAround;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Thread thread;

  @Inject
  ScoreWorker(ScoreRefresh refresh) {
    this(refresh, LOOK_AROUND);
  }

  ScoreWorker(ScoreRefresh refresh, Duration lookAround) {
    this.refresh = refresh;
    this.lookAround = lookAround;
  }

  /** Begins, on a thread of its own. Returns at once, also where a store is down. */
  public synchronized void start() {
    if (thread != null || stopping.getCount() == 0) {
      throw new IllegalStateException("a worker starts once");
    }
    thread = Thread.ofVirtual().name("score-worker").start(this::run);
  }

  /**
   * Ends. A worker that was never started ends too.
   *
   * @param limit how long to wait for what is in hand; what is not finished then is made again
   * @return whether it has ended
   */
  public synchronized boolean stop(Duration limit) throws InterruptedException {
    stopping.countDown();
    return thread == null || thread.join(limit);
  }

  private void run() {
    boolean failing = false;
    while (!pause()) {
      try {
        refresh.run();
        failing = false;
      } catch (RuntimeException | Error e) { // whatever it is: scores would stay as they are unseen
        if (!failing) {
          LOG.warnf(e, "scores wait");
        }
        failing = true;
      }
    }
  }

  /** Waits; returns whether the worker is to stop. */
  private boolean pause() {
    try {
      return stopping.await(lookAround.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
