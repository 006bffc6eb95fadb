package dev.yeoul.playback;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Tells what MySQL will never take from what it can't take now. */
final class SqlFailure {
  /** Comes with the general SQLState HY000. */
  private static final int CHECK_VIOLATED = 3819;

  private SqlFailure() {}

  /** Whether the data are at fault: SQLSTATE class 22 (data) or 23 (a constraint). */
  static boolean isRefusal(JdbiException failure) {
    SQLException cause = cause(failure);
    if (cause == null) {
      return false;
    }
    String state = String.valueOf(cause.getSQLState());
    return state.startsWith("22")
        || state.startsWith("23")
        || cause.getErrorCode() == CHECK_VIOLATED;
  }

  static String message(JdbiException failure) {
    SQLException cause = cause(failure);
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  private static @Nullable SQLException cause(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
