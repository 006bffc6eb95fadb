package dev.yeoul.app;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether this node has started and whether it is on its way out. */
@Singleton
final class NodeState {
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean started;
  private volatile boolean draining;
  private volatile boolean shut;

  void started() {
    started = true;
  }

  void drain() {
    draining = true;
  }

  /** Nobody new is let in any more. */
  void shut() {
    shut = true;
  }

  boolean isStarted() {
    return started;
  }

  boolean isDraining() {
    return draining;
  }

  boolean isShut() {
    return shut;
  }

  /** Calls that have been accepted and not yet answered. */
  AtomicInteger inFlight() {
    return inFlight;
  }
}
