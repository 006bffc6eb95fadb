package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkPoolTest {
  private static final Executor CALLERS = task -> Thread.startVirtualThread(task);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void finishesWhatItHasStartedHoweverLongThatTakes() throws Exception {
    try (WorkPool pool = pool(10, SHORT)) {
      Running first = new Running(pool);
      CompletableFuture<String> second = submit(pool);
      // the second one's patience ends while the first one, which is as impatient, still runs
      await().until(second::isCompletedExceptionally);
      assertThat(first.answer).isNotDone();

      first.release();
      assertThat(first.answer.get()).isEqualTo("done");
    }
  }

  @Test
  void neverStartsWhatItHasRefused() throws Exception {
    try (WorkPool pool = pool(10, SHORT)) {
      Running first = new Running(pool);
      AtomicBoolean started = new AtomicBoolean();
      assertThatThrownBy(() -> pool.run(() -> started.compareAndSet(false, true)))
          .isInstanceOfSatisfying(ProblemException.class, WorkPoolTest::isOverloaded);

      first.release();
      first.answer.get();
      assertThat(pool.run(() -> "next")).isEqualTo("next");
      assertThat(started).isFalse();
    }
  }

  @Test
  void refusesAtOnceWhatCouldNotStartInTime() throws Exception {
    try (WorkPool pool = pool(10, LONG)) {
      // such work takes 25 s: two may wait for the one that runs, a third would start after 75 s
      for (int i = 0; i < 40; i++) {
        pool.run(() -> nanos.addAndGet(Duration.ofSeconds(25).toNanos()));
      }
      Running first = new Running(pool);
      CompletableFuture<String> second = submit(pool);
      CompletableFuture<String> third = submit(pool);
      await().until(() -> pool.waiting() == 2);
      assertThatThrownBy(() -> pool.run(() -> "too late"))
          .isInstanceOfSatisfying(ProblemException.class, WorkPoolTest::isOverloaded);

      first.release();
      assertThat(second.get()).isEqualTo("waited");
      assertThat(third.get()).isEqualTo("waited");
    }
  }

  @Test
  void oneSlowTaskIsNoReasonToRefuseTheNext() throws Exception {
    try (WorkPool pool = pool(10, LONG)) {
      pool.run(() -> nanos.addAndGet(1_000_000));
      pool.run(() -> nanos.addAndGet(LONG.multipliedBy(2 * 8).toNanos()));
      Running first = new Running(pool);
      CompletableFuture<String> second = submit(pool);
      await().until(() -> pool.waiting() == 1 || second.isDone());
      first.release();
      assertThat(second.get()).isEqualTo("waited");
    }
  }

  @Test
  void takesWorkWhileAThreadIsFreeHoweverSlowTheLastWas() throws Exception {
    try (WorkPool pool = pool(10, SHORT)) {
      pool.run(() -> nanos.addAndGet(LONG.toNanos()));
      await().untilAsserted(() -> assertThat(pool.run(() -> "taken")).isEqualTo("taken"));
    }
  }

  private WorkPool pool(int queue, Duration patience) {
    return new WorkPool("test", 1, queue, patience, null, nanos::get);
  }

  private static CompletableFuture<String> submit(WorkPool pool) {
    return CompletableFuture.supplyAsync(() -> pool.run(() -> "waited"), CALLERS);
  }

  private static void isOverloaded(ProblemException problem) {
    assertThat(problem.type()).isEqualTo(PlatformProblem.OVERLOADED);
  }

  /** A task that has started and runs until it is released. */
  private static final class Running {
    private final CountDownLatch released = new CountDownLatch(1);
    final CompletableFuture<String> answer;

    Running(WorkPool pool) throws InterruptedException {
      CountDownLatch started = new CountDownLatch(1);
      answer =
          CompletableFuture.supplyAsync(
              () ->
                  pool.run(() -> {
                    started.countDown();
                    released.await();
                    return "done";
                  }),
              CALLERS);
      started.await();
    }

    void release() {
      released.countDown();
    }
  }
}
