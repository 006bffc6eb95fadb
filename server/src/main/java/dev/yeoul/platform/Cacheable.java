package dev.yeoul.platform;

import java.util.Map;
import java.util.Set;

/**
 * A 200 answer that is the same for everybody. The platform writes its bytes with a strong ETag and
 * Cache-Control, answers If-None-Match with 304, and keeps it in the response cache until one of
 * the tags changes.
 *
 * @param entity the body
 * @param tags what it was made from, such as <code>series:42</code> or <code>catalog</code>
 * @param headers further response headers
 */
public record Cacheable(Object entity, Set<String> tags, Map<String, String> headers) {
  /** One without further headers. */
  public Cacheable(Object entity, Set<String> tags) {
    this(entity, tags, Map.of());
  }
}
