package dev.yeoul.platform;

import io.vertx.core.buffer.Buffer;

/**
 * A 200 answer as bytes.
 *
 * @param headers names and values in turn, Content-Type first
 * @param slots where the cache keeps the last changes of its tags
 * @param loadStart the number of the last change before its load began
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read millions of times a minute
record CachedAnswer(
    Buffer body,
    String etag,
    CharSequence[] headers,
    int[] slots,
    long loadStart,
    long madeAtNanos) {
  /** Where the headers go on that a 304 has too. */
  static final int AFTER_CONTENT_TYPE = 2;
}
