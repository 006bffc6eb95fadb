package dev.yeoul.platform;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes answers of what may be kept, alike for all ways on which a call may come. */
@Singleton
public final class CacheableAnswers {
  private final String caching;

  CacheableAnswers(Settings settings) {
    int maxAge = settings.limits().cacheMaxAgeSeconds();
    this.caching = maxAge == 0 ? "public, no-cache" : "public, max-age=" + maxAge;
  }

  /** The answer, with a strong ETag. */
  public CacheableAnswer of(Cacheable cacheable) {
    byte[] body = Representation.bytes(cacheable.entity());
    String etag = ETags.of(body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", caching);
    headers.put("ETag", etag);
    headers.putAll(cacheable.headers());
    return new CacheableAnswer(body, etag, headers, cacheable.tags());
  }
}
