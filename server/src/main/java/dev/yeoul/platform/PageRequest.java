package dev.yeoul.platform;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param skip rows to pass over, 0 to 2^63-1
 * @param limit rows at the most, 1 to 100
 * @param after a cursor, never together with skip
 */
public record PageRequest(long skip, int limit, @Nullable String after) {
  private static final int DEFAULT_LIMIT = 20;

  /** The highest limit. */
  public static final int MAX_LIMIT = 100;

  /**
   * Reads the three query parameters.
   *
   * @throws ProblemException 422 naming the parameter
   */
  public static PageRequest of(
      @Nullable String skip, @Nullable String limit, @Nullable String after) {
    if (after != null && skip != null) {
      throw ProblemException.invalid("after", "can't be combined with skip");
    }
    long rows = skip == null ? 0 : Query.integer("skip", skip, 0, Long.MAX_VALUE);
    return new PageRequest(rows, limit(limit), after);
  }

  /**
   * Reads the parameter <code>limit</code>.
   *
   * @throws ProblemException 422
   */
  public static int limit(@Nullable String limit) {
    return limit == null ? DEFAULT_LIMIT : (int) Query.integer("limit", limit, 1, MAX_LIMIT);
  }
}
