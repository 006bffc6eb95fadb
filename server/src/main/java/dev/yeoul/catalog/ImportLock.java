package dev.yeoul.catalog;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets one import run on a database at a time. MySQL frees the lock when the connection ends, so a
 * killed import leaves none behind.
 */
final class ImportLock implements AutoCloseable {
  // locks are the server's, not the database's
  private static final String NAME = "CONCAT('yeoul.import.', MD5(DATABASE()))";

  private final Handle handle;

  private ImportLock(Handle handle) {
    this.handle = handle;
  }

  static ImportLock take(Jdbi jdbi) {
    Handle handle = jdbi.open();
    boolean taken = false;
    try {
      taken = ask(handle, "SELECT GET_LOCK(" + NAME + ", 0)");
    } finally {
      if (!taken) {
        handle.close();
      }
    }
    if (!taken) {
      throw new ImportException("Another import is running on this database: try again later");
    }
    return new ImportLock(handle);
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
