package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A 200 answer as the bytes that go over the wire: status line, Content-Type, the headers that a
 * 304 has too, Content-Length, body. All in one array, since there are many such answers.
 *
 * @param sharedAt where the headers begin that a 304 has too
 * @param lengthAt where they end
 * @param bodyAt where the body begins
 * @param slots where the cache keeps the last changes of its tags
 * @param loadStart the number of the last change before its load began
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read millions of times a minute
public record CachedAnswer(
    byte[] wire,
    int sharedAt,
    int lengthAt,
    int bodyAt,
    String etag,
    int[] slots,
    long loadStart,
    long madeAtNanos) {
  private static final String STATUS_LINE = "HTTP/1.1 200 OK\r\n";
  private static final byte[] NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\n".getBytes(ISO_8859_1);

  /** The Cache-Status (RFC 9211) of one that may not be good any more. */
  static final String STALE = "yeoul; hit; detail=stale";

  /** Stands for the age of one whose age need not be told. */
  public static final long FRESH = -1;

  private static final byte[] NOTHING = {};
  private static final byte[] END = "\r\n".getBytes(ISO_8859_1);

  /**
   * An answer that is made now.
   *
   * @param headers those that a 304 has too, in ISO 8859-1 and without control characters
   */
  static CachedAnswer of(
      byte[] body,
      String contentType,
      String etag,
      Map<String, String> headers,
      int[] slots,
      long loadStart) {
    StringBuilder head = new StringBuilder(STATUS_LINE);
    append(head, "Content-Type", contentType);
    int sharedAt = head.length();
    headers.forEach((name, value) -> append(head, name, value));
    int lengthAt = head.length();
    append(head, "Content-Length", Integer.toString(body.length));
    byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
    byte[] wire = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, wire, start.length, body.length);
    return new CachedAnswer(
        wire, sharedAt, lengthAt, start.length, etag, slots, loadStart, System.nanoTime());
  }

  private static void append(StringBuilder head, String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c > 0xFF)) {
      throw new IllegalArgumentException("not a header's value: " + name);
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Whether a client that sends these If-None-Match headers has it already. */
  public boolean isAmong(List<String> ifNoneMatch) {
    return !ifNoneMatch.isEmpty()
        && (ifNoneMatch.getFirst().equals(etag)
            || ETags.noneMatch(String.join(",", ifNoneMatch), etag));
  }

  /**
   * The answer, the caller's to release.
   *
   * @param notModified whether to say only that the client's copy is good
   * @param staleSeconds its age, or {@link #FRESH}; see {@link ResponseCache#staleSeconds}
   */
  public ByteBuf onWire(boolean notModified, long staleSeconds, ByteBufAllocator buffers) {
    byte[] age = staleSeconds == FRESH ? NOTHING : age(staleSeconds);
    return notModified ? notModified(age, buffers) : whole(age, buffers);
  }

  private static byte[] age(long seconds) {
    StringBuilder lines = new StringBuilder();
    append(lines, "Age", Long.toString(seconds));
    append(lines, "Cache-Status", STALE);
    return lines.toString().getBytes(ISO_8859_1);
  }

  private ByteBuf whole(byte[] age, ByteBufAllocator buffers) {
    ByteBuf answer = buffers.directBuffer(wire.length + age.length);
    return age.length == 0
        ? answer.writeBytes(wire)
        : answer
            .writeBytes(wire, 0, lengthAt)
            .writeBytes(age)
            .writeBytes(wire, lengthAt, wire.length - lengthAt);
  }

  private ByteBuf notModified(byte[] age, ByteBufAllocator buffers) {
    int shared = lengthAt - sharedAt;
    return buffers
        .directBuffer(NOT_MODIFIED.length + shared + age.length + END.length)
        .writeBytes(NOT_MODIFIED)
        .writeBytes(wire, sharedAt, shared)
        .writeBytes(age)
        .writeBytes(END);
  }

  @SuppressWarnings("deprecation") // wraps the bytes; what Vert.x offers instead copies them
  Buffer body() {
    return Buffer.buffer(
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(wire, bodyAt, wire.length - bodyAt)));
  }

  /** Sets the headers that every 200 of it has, or every 304. */
  void setHeaders(MultiMap headers, boolean notModified) {
    int from = notModified ? sharedAt : STATUS_LINE.length();
    new String(wire, from, lengthAt - from, ISO_8859_1)
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          headers.set(line.substring(0, colon), line.substring(colon + 2));
        });
  }
}
