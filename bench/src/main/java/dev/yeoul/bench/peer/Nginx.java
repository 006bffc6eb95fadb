package dev.yeoul.bench.peer;

/** The peer for everything that is only bytes: 2 workers, the service's own answers as files. */
public final class Nginx implements AutoCloseable {
  @Override
  public void close() {}
}
