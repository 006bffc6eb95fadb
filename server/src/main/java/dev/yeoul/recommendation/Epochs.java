package dev.yeoul.recommendation;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells whether a change of a viewer was heard of while something was made for the viewer: what was
 * may be from before it and is not to be kept. Some viewers share an epoch, which costs no more
 * than a page that is made once again.
 */
final class Epochs {
  private static final int SIZE = 1 << 12;

  private final AtomicLongArray epochs = new AtomicLongArray(SIZE);

  long of(long user) {
    return epochs.get(index(user));
  }

  /** A change of one viewer was heard of. */
  void end(long user) {
    epochs.incrementAndGet(index(user));
  }

  /** Any viewer may have changed. */
  void endAll() {
    for (int i = 0; i < SIZE; i++) {
      epochs.incrementAndGet(i);
    }
  }

  private static int index(long user) {
    return (int) (user & (SIZE - 1));
  }
}
