package dev.yeoul.catalog;

import dev.yeoul.platform.Cacheable;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link SeriesResource#get} for addresses of the usual form. */
@Singleton
public final class DirectSeries {
  /** The call's name in metrics. */
  public static final String OPERATION = SeriesResource.class.getSimpleName() + ".get";

  private static final String BEFORE_ID = "/api/series/";

  /** Longer ones are of no series. */
  private static final int MOST_DIGITS = 18;

  private final SeriesLoads loads;

  DirectSeries(SeriesLoads loads) {
    this.loads = loads;
  }

  /** The series whose address this is; null for what is no such address or no plain number. */
  public static @Nullable SeriesId id(String uri) {
    return id(uri, "");
  }

  /**
   * The series of an address below its own.
   *
   * @param afterId how the address ends
   */
  public static @Nullable SeriesId id(String uri, String afterId) {
    int end = uri.length() - afterId.length();
    int digits = end - BEFORE_ID.length();
    if (digits < 1
        || digits > MOST_DIGITS
        || !uri.startsWith(BEFORE_ID)
        || !uri.endsWith(afterId)) {
      return null;
    }
    long id = 0;
    for (int at = BEFORE_ID.length(); at < end; at++) {
      int digit = uri.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      id = id * 10 + digit;
    }
    return new SeriesId(id);
  }

  /**
   * Reads it, without blocking.
   *
   * @return fails with a problem: 404 where it is not there, 503 where MySQL does not answer
   */
  public CompletableFuture<Cacheable> read(SeriesId id) {
    return loads.read(id).thenApply(found -> SeriesResource.answer(id, found));
  }
}
