package dev.yeoul.recommendation;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets one training run on a database at a time, whatever node or person started it. MySQL frees
 * the lock when the connection ends, so a killed training leaves none behind.
 */
final class TrainingLock implements AutoCloseable {
  // locks are the server's, not the database's
  private static final String NAME = "CONCAT('yeoul.training.', MD5(DATABASE()))";

  private final Handle handle;

  private TrainingLock(Handle handle) {
    this.handle = handle;
  }

  /** Takes it, or returns null where another one trains. */
  static @Nullable TrainingLock take(Jdbi jdbi) {
    Handle handle = jdbi.open();
    boolean taken = false;
    try {
      taken = ask(handle, "SELECT GET_LOCK(" + NAME + ", 0)");
      return taken ? new TrainingLock(handle) : null;
    } finally {
      if (!taken) {
        handle.close();
      }
    }
  }

  /** Whether nobody trains. */
  static boolean isFree(Jdbi jdbi) {
    return jdbi.withHandle(handle -> ask(handle, "SELECT IS_FREE_LOCK(" + NAME + ")"));
  }

  private static boolean ask(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Integer.class).findOne().orElse(0) == 1;
  }

  @Override
  public void close() {
    try {
      ask(handle, "SELECT RELEASE_LOCK(" + NAME + ")");
    } finally {
      handle.close();
    }
  }
}
