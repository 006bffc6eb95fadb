package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.vertx.core.net.impl.HostAndPortImpl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A GET as its bytes have it, before the codec makes objects of them: most requests are reads of
 * what is in memory, and those objects would cost more than the answer. Only of the plain form: a
 * whole head of at most 4 KB, HTTP/1.1, one Host, no body, a connection that stays open, all in
 * visible ASCII (RFC 9112). Whatever else comes is for the codec to read or to refuse.
 *
 * <p>Each event loop has one, for one request after the other.
 */
public final class PlainRead {
  static final int LONGEST = 4096;
  private static final byte[] METHOD = ascii("GET ");
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final byte[] END_OF_LINE = ascii("\r\n");
  private static final byte[] KEEP_ALIVE = ascii("keep-alive");
  private static final byte DELETE = 0x7F;
  private static final byte LOWER_CASE = 0x20;
  private static final boolean[] IN_NAMES = inNames();

  /** Where one of these is there may be a body, or more to say than an answer. */
  private static final byte[][] NOT_PLAIN = {
    ascii("content-length"),
    ascii("transfer-encoding"),
    ascii("expect"),
    ascii("upgrade"),
    ascii("sec-websocket-key1") // Netty reads a body behind it, as drafts of RFC 6455 had one
  };

  private final byte[] bytes = new byte[LONGEST];
  private final Field host = new Field("host");
  private final Field connection = new Field("connection");
  private final Field authorization = new Field("authorization");
  private final Field ifNoneMatch = new Field("if-none-match");
  private final Field[] counting = {host, connection, authorization, ifNoneMatch};

  private byte[] goodHost = ascii("localhost");
  private int length;
  private int at;
  private int targetEnd;

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The characters of a token (RFC 9110, section 5.6.2). */
  private static boolean[] inNames() {
    boolean[] are = new boolean[256];
    for (char c = '0'; c <= 'z'; c++) {
      are[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      are[c] = true;
    }
    return are;
  }

  /** A header of which the value counts. */
  private static final class Field {
    private final byte[] name;
    private int from = -1;
    private int to;

    Field(String name) {
      this.name = ascii(name);
    }

    boolean isThere() {
      return from >= 0;
    }
  }

  /**
   * Reads the request that begins here, and leaves the buffer as it is.
   *
   * @return whether it is whole and plain; if not, nothing here is good for anything
   */
  public boolean read(ByteBuf in) {
    if (!in.isReadable() || in.getByte(in.readerIndex()) != METHOD[0]) {
      return false;
    }
    length = Math.min(in.readableBytes(), LONGEST);
    in.getBytes(in.readerIndex(), bytes, 0, length);
    at = 0;
    for (Field field : counting) {
      field.from = -1;
    }
    return passes(METHOD) && passesTarget() && passes(VERSION) && passesFields() && isPlain();
  }

  private boolean passes(byte[] expected) {
    int end = at + expected.length;
    boolean there = end <= length && Arrays.equals(bytes, at, end, expected, 0, expected.length);
    if (there) {
      at = end;
    }
    return there;
  }

  private boolean passesTarget() {
    int from = at;
    while (at < length && bytes[at] > ' ' && bytes[at] != DELETE) {
      at++;
    }
    targetEnd = at;
    return at > from && bytes[from] == '/';
  }

  private boolean passesFields() {
    while (at < length && bytes[at] != '\r') {
      if (!passesField()) {
        return false;
      }
    }
    return passes(END_OF_LINE);
  }

  private boolean passesField() {
    int name = at;
    while (at < length && IN_NAMES[bytes[at] & 0xFF]) {
      at++;
    }
    int nameEnd = at;
    if (nameEnd == name || at == length || bytes[at] != ':') {
      return false;
    }
    do {
      at++;
    } while (at < length && isSpace(bytes[at]));
    int from = at;
    while (at < length && (bytes[at] >= ' ' || bytes[at] == '\t') && bytes[at] != DELETE) {
      at++;
    }
    int to = at;
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    return passes(END_OF_LINE) && isGood(name, nameEnd, from, to);
  }

  private static boolean isSpace(byte letter) {
    return letter == ' ' || letter == '\t';
  }

  private boolean isGood(int name, int nameEnd, int from, int to) {
    for (Field field : counting) {
      if (says(name, nameEnd, field.name)) {
        boolean first = !field.isThere();
        field.from = from;
        field.to = to;
        return first;
      }
    }
    for (byte[] other : NOT_PLAIN) {
      if (says(name, nameEnd, other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether these letters, digits and hyphens are those of the text, which is in lower case. */
  private boolean says(int from, int to, byte[] text) {
    if (to - from != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if ((bytes[from + i] | LOWER_CASE) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean isPlain() {
    return host.isThere()
        && isGoodHost()
        && (!connection.isThere() || says(connection.from, connection.to, KEEP_ALIVE));
  }

  /** As a rule clients name the host that the one before has named. */
  private boolean isGoodHost() {
    if (Arrays.equals(bytes, host.from, host.to, goodHost, 0, goodHost.length)) {
      return true;
    }
    boolean good = isHost(text(host));
    if (good) {
      goodHost = Arrays.copyOfRange(bytes, host.from, host.to);
    }
    return good;
  }

  /** Whether it is a name that may be called, with or without a port. */
  static boolean isHost(@Nullable String value) {
    // of a percent sign the router makes an exception and no answer
    return value != null && value.indexOf('%') < 0 && HostAndPortImpl.isValidAuthority(value);
  }

  private @Nullable String text(Field field) {
    return field.isThere()
        ? new String(bytes, field.from, field.to - field.from, ISO_8859_1)
        : null;
  }

  /** How many bytes the request has. */
  int length() {
    return at;
  }

  /** What is asked for, path and query, begins with this. */
  public boolean beginsWith(byte[] start) {
    int end = METHOD.length + start.length;
    return end <= targetEnd && Arrays.equals(bytes, METHOD.length, end, start, 0, start.length);
  }

  /** It is this and nothing more. */
  public boolean isFor(byte[] target) {
    return target.length == targetEnd - METHOD.length && beginsWith(target);
  }

  /** The Authorization header. */
  public @Nullable String authorization() {
    return text(authorization);
  }

  /** The If-None-Match header. */
  @Nullable String ifNoneMatch() {
    return text(ifNoneMatch);
  }

  /** The bytes in which the others are. */
  byte[] bytes() {
    return bytes;
  }

  int targetFrom() {
    return METHOD.length;
  }

  int targetTo() {
    return targetEnd;
  }

  /** -1 where there is none. */
  int ifNoneMatchFrom() {
    return ifNoneMatch.from;
  }

  int ifNoneMatchTo() {
    return ifNoneMatch.to;
  }
}
