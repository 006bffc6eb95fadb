package dev.yeoul.catalog;

import dev.yeoul.platform.Representation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A title as an import means it.
 *
 * @param showId its key in the file
 * @param seasons how many seasons a show has, at least 1; 0 for a movie
 * @param durationSeconds of a movie, null where it is unknown
 * @param blankDuration whether the file says nothing about the duration
 */
record ImportedTitle(
    String showId,
    SeriesInput series,
    @Nullable LocalDate addedOn,
    int seasons,
    @Nullable Integer durationSeconds,
    boolean blankDuration) {
  private static final int HASH_BYTES = 16; // the column's width

  /** Equal for equal titles: a second import changes nothing. */
  byte[] hash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Representation.bytes(this));
      return Arrays.copyOf(digest, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  boolean isMovie() {
    return series.kind() == Kind.MOVIE;
  }
}
