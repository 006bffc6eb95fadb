package dev.yeoul.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: small writes that come within some milliseconds of each other share a transaction,
 * and each is answered once that is committed. What comes alone is written at once. One batch is
 * written at a time, in the order in which its items came. Never blocks its callers.
 *
 * @param <T> what is written
 * @param <R> what becomes of it
 */
public final class GroupCommit<T, R> {
  /** As many rows as a transaction stays short with. */
  static final int MOST_AT_ONCE = 500;

  /** More than {@link Admission} lets in; callers that went away are still written. */
  static final int MOST_WAITING = 10_000;

  private final Function<List<T>, List<R>> commit;
  private final long gatherNanos;
  private final Queue<Waiting<T, R>> queue = new ArrayDeque<>();
  private boolean running;
  private long lastStart;

  /** How the last batch failed, where MySQL was out. */
  private @Nullable Throwable outage;

  /**
   * Nothing to write yet.
   *
   * @param commit writes all of a batch or nothing, on a virtual thread, and says of each item what
   *     became of it; may be called again with a part of what it failed with
   * @param gather from the start of one batch to that of the next: what comes meanwhile is gathered
   */
  public GroupCommit(Function<List<T>, List<R>> commit, Duration gather) {
    this.commit = commit;
    this.gatherNanos = gather.toNanos();
    this.lastStart = System.nanoTime() - gatherNanos;
  }

  private record Waiting<T, R>(T item, CompletableFuture<R> answer) {}

  /**
   * Has it written.
   *
   * @return fails as the item's batch did. Where MySQL is out, so does whatever waits behind it,
   *     and until it answers again one batch at a time tries and all else fails at once. A batch
   *     that fails otherwise is written in halves, so that only what is to blame fails. Fails with
   *     503 overloaded where too much waits.
   */
  public CompletableFuture<R> write(T item) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    synchronized (this) {
      if (running && outage != null) {
        return CompletableFuture.failedFuture(outage);
      }
      if (queue.size() >= MOST_WAITING) {
        return CompletableFuture.failedFuture(
            new ProblemException(PlatformProblem.OVERLOADED, "Too many writes wait; try again"));
      }
      queue.add(new Waiting<>(item, answer));
      if (running) {
        return answer;
      }
      running = true;
    }
    Thread.ofVirtual().name("group-commit").start(this::run);
    return answer;
  }

  private void run() {
    while (hasMore()) {
      pause();
      put(take());
    }
  }

  private synchronized boolean hasMore() {
    running = !queue.isEmpty();
    return running;
  }

  private void pause() {
    long left = lastStart + gatherNanos - System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(left);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody else has this thread
    }
    lastStart = System.nanoTime();
  }

  private synchronized List<Waiting<T, R>> take() {
    List<Waiting<T, R>> batch = new ArrayList<>();
    while (batch.size() < MOST_AT_ONCE && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    return batch;
  }

  private void put(List<Waiting<T, R>> batch) {
    List<R> results;
    try {
      results = commit.apply(batch.stream().map(Waiting::item).toList());
    } catch (RuntimeException | Error e) { // whatever it is: nobody may wait for ever
      failed(batch, e);
      return;
    }
    answered();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(results.get(i));
    }
  }

  private synchronized void answered() {
    outage = null;
  }

  private void failed(List<Waiting<T, R>> batch, Throwable failure) {
    if (ProblemMapper.storeOf(failure) != null) {
      List<Waiting<T, R>> all = new ArrayList<>(batch);
      synchronized (this) {
        outage = failure;
        all.addAll(queue);
        queue.clear();
      }
      all.forEach(one -> one.answer().completeExceptionally(failure));
      return;
    }
    answered(); // MySQL answers, and the data are to blame
    if (batch.size() == 1) {
      batch.getFirst().answer().completeExceptionally(failure);
    } else {
      int middle = batch.size() / 2;
      put(batch.subList(0, middle));
      put(batch.subList(middle, batch.size()));
    }
  }
}
