package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A 200 answer as the bytes that go over the wire (status line, Content-Type, the headers that a
 * 304 has too, Content-Length, body) behind what the cache has to know of it, all in one buffer:
 * there are many such answers.
 *
 * <p>The buffer holds loadStart, madeAtNanos and goodUntilNanos (8 bytes each); the length of the
 * address, the number of slots, where in the answer the shared headers, Content-Length, body and
 * ETag begin, and the ETag's length (4 bytes each); the address in UTF-8; the slots (4 bytes each);
 * the answer.
 */
public final class CachedAnswer {
  private static final int LOAD_START = 0;
  private static final int MADE_AT = 8;
  private static final int GOOD_UNTIL = 16;
  private static final int ADDRESS_LENGTH = 24;
  private static final int SLOT_COUNT = 28;
  private static final int SHARED_AT = 32;
  private static final int LENGTH_AT = 36;
  private static final int BODY_AT = 40;
  private static final int ETAG_AT = 44;
  private static final int ETAG_LENGTH = 48;
  private static final int ADDRESS = 52;

  /**
   * Answers are made anew after this time, in case a change was written past the service; up to
   * half as much later, so that those made in one minute are not all made anew in one minute.
   */
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  private static final String STATUS_LINE = "HTTP/1.1 200 OK\r\n";

  /** Shorter than the status line and Content-Type of a 200, in whose place it is written. */
  private static final byte[] NOT_MODIFIED = "HTTP/1.1 304 Not Modified\r\n".getBytes(ISO_8859_1);

  /** The Cache-Status (RFC 9211) of one that may not be good any more. */
  static final String STALE = "yeoul; hit; detail=stale";

  /** Stands for the age of one whose age need not be told. */
  public static final long FRESH = -1;

  private static final byte[] END = "\r\n".getBytes(ISO_8859_1);

  /** Eight bytes at once. */
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final ByteBuf record;
  private final int addressLength;
  private final int slots;

  CachedAnswer(ByteBuf record) {
    this.record = record;
    this.addressLength = record.getInt(ADDRESS_LENGTH);
    this.slots = record.getInt(SLOT_COUNT);
  }

  /**
   * An answer that is made now.
   *
   * @param headers those that a 304 has too, ETag among them, in ISO 8859-1 and without control
   *     characters
   */
  static CachedAnswer of(
      CacheFill fill, byte[] body, String contentType, Map<String, String> headers, int[] slots) {
    StringBuilder head = new StringBuilder(STATUS_LINE);
    append(head, "Content-Type", contentType);
    int sharedAt = head.length();
    headers.forEach((name, value) -> append(head, name, value));
    int lengthAt = head.length();
    append(head, "Content-Length", Integer.toString(body.length));
    head.append("\r\n");
    String etag = headers.getOrDefault("ETag", "");
    long now = System.nanoTime();
    long later = ThreadLocalRandom.current().nextLong(TIME_TO_LIVE.toNanos() / 2);
    byte[] address = fill.address();
    ByteBuf record =
        Unpooled.buffer(
                ADDRESS
                    + address.length
                    + slots.length * Integer.BYTES
                    + head.length()
                    + body.length)
            .writeLong(fill.loadStart())
            .writeLong(now)
            .writeLong(now + TIME_TO_LIVE.toNanos() + later)
            .writeInt(address.length)
            .writeInt(slots.length)
            .writeInt(sharedAt)
            .writeInt(lengthAt)
            .writeInt(head.length())
            .writeInt(head.indexOf(etag, sharedAt))
            .writeInt(etag.length())
            .writeBytes(address);
    for (int slot : slots) {
      record.writeInt(slot);
    }
    record.writeCharSequence(head, ISO_8859_1);
    return new CachedAnswer(record.writeBytes(body));
  }

  private static void append(StringBuilder head, String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c > 0xFF)) {
      throw new IllegalArgumentException("not a header's value: " + name);
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** The number of the last change before its load began. */
  long loadStart() {
    return record.getLong(LOAD_START);
  }

  /** As System.nanoTime() had it. */
  long madeAtNanos() {
    return record.getLong(MADE_AT);
  }

  /** In the same clock. */
  long goodUntilNanos() {
    return record.getLong(GOOD_UNTIL);
  }

  /** Whether it is what the address in these bytes answers. */
  boolean isOf(byte[] bytes, int from, int to) {
    return says(ADDRESS, addressLength, bytes, from, to);
  }

  private boolean says(int at, int length, byte[] bytes, int from, int to) {
    if (length != to - from) {
      return false;
    }
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      if (record.getLong(at + i) != (long) LONGS.get(bytes, from + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (record.getByte(at + i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** In how many slots the cache keeps the last changes of its tags. */
  int slots() {
    return slots;
  }

  int slot(int index) {
    return record.getInt(ADDRESS + addressLength + index * Integer.BYTES);
  }

  /** Whether a client that sends these If-None-Match headers has it already. */
  public boolean isAmong(List<String> ifNoneMatch) {
    if (ifNoneMatch.isEmpty()) {
      return false;
    }
    return ETags.noneMatch(String.join(",", ifNoneMatch), etag());
  }

  /** Whether a client that reads it so has it already. */
  public boolean isAmong(PlainRead read) {
    int from = read.ifNoneMatchFrom();
    int at = wire() + record.getInt(ETAG_AT);
    return from >= 0
        && (says(at, record.getInt(ETAG_LENGTH), read.bytes(), from, read.ifNoneMatchTo())
            || ETags.noneMatch(read.ifNoneMatch(), etag()));
  }

  private String etag() {
    return text(wire() + record.getInt(ETAG_AT), record.getInt(ETAG_LENGTH));
  }

  /** One whose bytes are nobody else's. */
  public CachedAnswer copy(ByteBufAllocator buffers) {
    return new CachedAnswer(
        buffers.directBuffer(record.writerIndex()).writeBytes(record, 0, record.writerIndex()));
  }

  /**
   * Makes the answer of it, the caller's to release. There is nothing left of this object then, so
   * its bytes must be nobody else's.
   *
   * @param notModified whether to say only that the client's copy is good
   * @param staleSeconds its age, or {@link #FRESH}; see {@link ResponseCache#staleSeconds}
   */
  public ByteBuf intoWire(boolean notModified, long staleSeconds) {
    int length = wire() + record.getInt(LENGTH_AT);
    int from = wire();
    if (notModified) {
      from += record.getInt(SHARED_AT) - NOT_MODIFIED.length;
      record.setBytes(from, NOT_MODIFIED).setBytes(length, END).writerIndex(length + END.length);
    }
    record.readerIndex(from);
    if (staleSeconds != FRESH) {
      return withAge(staleSeconds, length);
    }
    return notModified ? withoutTheRest() : record;
  }

  /** What waits for a client counts by what is to be sent, and its buffer would be held whole. */
  private ByteBuf withoutTheRest() {
    ByteBuf answer = record.alloc().directBuffer(record.readableBytes()).writeBytes(record);
    record.release();
    return answer;
  }

  private ByteBuf withAge(long seconds, int at) {
    StringBuilder lines = new StringBuilder();
    append(lines, "Age", Long.toString(seconds));
    append(lines, "Cache-Status", STALE);
    ByteBuf answer =
        Unpooled.buffer(record.readableBytes() + lines.length())
            .writeBytes(record, at - record.readerIndex());
    answer.writeCharSequence(lines, ISO_8859_1);
    answer.writeBytes(record);
    record.release();
    return answer;
  }

  void release() {
    record.release();
  }

  /** What the cache keeps of it. */
  byte[] record() {
    return record.array();
  }

  int bodyLength() {
    return record.writerIndex() - wire() - record.getInt(BODY_AT);
  }

  @SuppressWarnings("deprecation") // wraps the bytes; what Vert.x offers instead copies them
  Buffer body() {
    return Buffer.buffer(
        Unpooled.unreleasableBuffer(
            record.slice(record.writerIndex() - bodyLength(), bodyLength())));
  }

  /** Sets the headers that every 200 of it has, or every 304. */
  void setHeaders(MultiMap headers, boolean notModified) {
    int from = notModified ? record.getInt(SHARED_AT) : STATUS_LINE.length();
    text(wire() + from, record.getInt(LENGTH_AT) - from)
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          headers.set(line.substring(0, colon), line.substring(colon + 2));
        });
  }

  private int wire() {
    return ADDRESS + addressLength + slots * Integer.BYTES;
  }

  private String text(int from, int length) {
    return record.toString(from, length, ISO_8859_1);
  }
}
