package dev.yeoul.bench.peer;

/** The peer for progress: the same JSON work and the same Redis script, and nothing else. */
public final class BareVertx implements AutoCloseable {
  @Override
  public void close() {}
}
