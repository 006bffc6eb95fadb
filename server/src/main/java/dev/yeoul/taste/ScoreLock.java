package dev.yeoul.taste;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets one node make scores at a time. MySQL frees the lock when the connection ends, so a killed
 * node leaves none behind.
 */
final class ScoreLock implements AutoCloseable {
  // locks are the server's, not the database's
  private static final String NAME = "CONCAT('yeoul.scores.', MD5(DATABASE()))";

  private final Handle handle;

  private ScoreLock(Handle handle) {
    this.handle = handle;
  }

  /**
   * Takes it.
   *
   * @param limit how long to wait for another node, in whole seconds, below the connection's 5
   * @return null where that node does not end in time
   */
  static @Nullable ScoreLock take(Jdbi jdbi, Duration limit) {
    Handle handle = jdbi.open();
    boolean taken = false;
    try {
      taken = ask(handle, "SELECT GET_LOCK(" + NAME + ", " + limit.toSeconds() + ")");
      return taken ? new ScoreLock(handle) : null;
    } finally {
      if (!taken) {
        handle.close();
      }
    }
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
