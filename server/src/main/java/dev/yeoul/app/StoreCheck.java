package dev.yeoul.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store whether it is there. Whoever asks meanwhile waits for the same answer, so that
 * frequent questions do not pile up on a store that hangs.
 */
final class StoreCheck {
  private static final long PATIENCE_MILLIS = 1500;
  private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

  private final Runnable question;
  private @Nullable CompletableFuture<Void> running;

  StoreCheck(Runnable question) {
    this.question = question;
  }

  /** Completes with <code>up</code>, or with <code>down</code> after a failure or 1.5 s. */
  CompletableFuture<String> state() {
    return current()
        .copy()
        .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .handle((ok, failure) -> failure == null ? "up" : "down");
  }

  private synchronized CompletableFuture<Void> current() {
    CompletableFuture<Void> known = running;
    if (known != null && !known.isDone()) {
      return known;
    }
    CompletableFuture<Void> started = CompletableFuture.runAsync(question, VIRTUAL);
    running = started;
    return started;
  }
}
