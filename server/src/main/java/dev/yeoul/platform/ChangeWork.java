package dev.yeoul.platform;

import org.jdbi.v3.core.Handle;

/** What to do in a transaction of {@link ChangeFeed}. */
@FunctionalInterface
public interface ChangeWork<T extends @org.jspecify.annotations.Nullable Object> {
  /** Does it; an exception rolls everything back. */
  T run(Handle handle, ChangeLog log);
}
