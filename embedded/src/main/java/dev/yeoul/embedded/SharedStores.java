package dev.yeoul.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One set of stores for all tests of a JVM, on new data in a temporary folder. They end, and the
 * folder goes, with the JVM.
 */
public final class SharedStores {
  private static @Nullable EmbeddedStores stores;

  private SharedStores() {}

  /** The stores, started at the first call. */
  public static synchronized EmbeddedStores get() {
    EmbeddedStores known = stores;
    if (known != null) {
      return known;
    }
    try {
      Path folder = Files.createTempDirectory("yeoul-test-");
      EmbeddedStores started = EmbeddedStores.start(folder, StoreOptions.defaults());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(started), "discard-stores"));
      stores = started;
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while starting the stores", e);
    }
  }

  private static void discard(EmbeddedStores discarded) {
    try {
      // Nobody will read this data again: KILL spares the orderly shutdown's seconds.
      for (Store store : discarded.all()) {
        store.kill();
      }
      discarded.close();
      FileTree.delete(discarded.directory().path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
