package dev.yeoul.catalog;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads single series, those that are asked for at the same time together: two queries for up to 64
 * of them. A call that comes alone is not held back; one that comes while MySQL is asked goes with
 * the next lot. So a catalogue that is larger than the cache costs a fraction of a query a miss.
 */
@Singleton
final class SeriesLoads {
  private static final int LOT = 64;
  private static final int LOTS_AT_ONCE = 2;

  private final Jdbi jdbi;
  private final Queue<Wanted> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore loaders = new Semaphore(LOTS_AT_ONCE);

  SeriesLoads(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One that may be seen, as it is after this call began. Blocking; for virtual threads. */
  Optional<Series> find(SeriesId id) {
    try {
      return read(id).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** The same without blocking. What depends on it holds up the lots behind: let it be short. */
  CompletableFuture<Optional<Series>> read(SeriesId id) {
    Wanted wanted = new Wanted(id, new CompletableFuture<>());
    waiting.add(wanted);
    startLoader();
    return wanted.found();
  }

  private void startLoader() {
    if (!loaders.tryAcquire()) {
      return;
    }
    try {
      Thread.ofVirtual().name("series-loader").start(this::load);
    } catch (RuntimeException | Error e) {
      loaders.release();
      throw e;
    }
  }

  private void load() {
    try {
      for (List<Wanted> lot = next(); !lot.isEmpty(); lot = next()) {
        load(lot);
      }
    } finally {
      loaders.release();
    }
    if (!waiting.isEmpty()) {
      startLoader(); // one came between the last look and the release
    }
  }

  private List<Wanted> next() {
    List<Wanted> lot = new ArrayList<>(LOT); // nothing taken may be lost for want of memory
    while (lot.size() < LOT) {
      Wanted one = waiting.poll();
      if (one == null) {
        break;
      }
      lot.add(one);
    }
    return lot;
  }

  private void load(List<Wanted> lot) {
    try {
      List<SeriesId> ids = lot.stream().map(Wanted::id).toList();
      Map<SeriesId, Series> found = jdbi.withHandle(handle -> SeriesRows.byIds(handle, ids, false));
      lot.forEach(one -> one.found().complete(Optional.ofNullable(found.get(one.id()))));
    } catch (RuntimeException | Error e) { // whatever it is: nobody may wait for ever
      lot.forEach(one -> one.found().completeExceptionally(e));
    }
  }

  private record Wanted(SeriesId id, CompletableFuture<Optional<Series>> found) {}
}
