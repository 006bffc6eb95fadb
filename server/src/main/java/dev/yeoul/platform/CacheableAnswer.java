package dev.yeoul.platform;

import java.util.Map;
import java.util.Set;

/**
 * An answer that was made and may be kept.
 *
 * @param headers those that a 304 has too
 * @param tags what it was made from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CacheableAnswer(
    byte[] body, String etag, Map<String, String> headers, Set<String> tags) {
  /** As the REST layer writes it, so that a hit is the same answer as a miss. */
  static final String JSON = "application/json;charset=UTF-8";

  /**
   * As it is kept.
   *
   * @param fill its load
   */
  public CachedAnswer kept(CacheFill fill) {
    return CachedAnswer.of(fill, body, JSON, headers, ResponseCache.slots(tags));
  }
}
