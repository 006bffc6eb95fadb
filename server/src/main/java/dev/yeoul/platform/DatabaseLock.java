package dev.yeoul.platform;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process do something on a database at a time, whatever node or person started it. MySQL
 * frees the lock when the connection ends, so a killed process leaves none behind. Blocking.
 *
 * @param purpose what is done; a word
 */
public record DatabaseLock(String purpose) {
  // locks are the server's, not the database's
  private static final String NAME = "CONCAT('yeoul.', :purpose, '.', MD5(DATABASE()))";

  /** The lock, held until it is closed. */
  public final class Held implements AutoCloseable {
    private final Handle handle;

    private Held(Handle handle) {
      this.handle = handle;
    }

    @Override
    public void close() {
      try {
        var _ = ask(handle, "SELECT RELEASE_LOCK(" + NAME + ")");
      } finally {
        handle.close();
      }
    }
  }

  /**
   * Takes it.
   *
   * @param limit how long to wait for who has it, in whole seconds, below the time that the
   *     connection gives an answer
   * @return null where somebody else keeps it
   */
  public @Nullable Held take(Jdbi jdbi, Duration limit) {
    Handle handle = jdbi.open();
    boolean taken = false;
    try {
      taken = ask(handle, "SELECT GET_LOCK(" + NAME + ", " + limit.toSeconds() + ")");
      return taken ? new Held(handle) : null;
    } finally {
      if (!taken) {
        handle.close();
      }
    }
  }

  /** Whether nobody has it. */
  public boolean isFree(Jdbi jdbi) {
    return jdbi.withHandle(handle -> ask(handle, "SELECT IS_FREE_LOCK(" + NAME + ")"));
  }

  private boolean ask(Handle handle, String sql) {
    return handle.createQuery(sql).bind("purpose", purpose).mapTo(Integer.class).findOne().orElse(0)
        == 1;
  }
}
