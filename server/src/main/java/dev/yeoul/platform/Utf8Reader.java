package dev.yeoul.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The characters of UTF-8. All that stands before a byte that is not UTF-8, or that can't be read,
 * is handed over before that is thrown, so that who counts lines knows the line: {@link
 * java.io.InputStreamReader} loses up to a buffer of them.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER = 1 << 13;

  private final InputStream in;

  /** Reports what is malformed, as a new decoder does. */
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean ended;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  /** Passes over a character if it is the next one. */
  void skip(char passed) throws IOException {
    if (hasMore() && chars.get(chars.position()) == passed) {
      chars.get();
    }
  }

  @Override
  public int read(char[] to, int at, int count) throws IOException {
    Objects.checkFromIndexSize(at, count, to.length);
    if (count == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int some = Math.min(count, chars.remaining());
    chars.get(to, at, some);
    return some;
  }

  private boolean hasMore() throws IOException {
    if (!chars.hasRemaining()) {
      decode();
    }
    return chars.hasRemaining();
  }

  /** Decodes one character at least, unless there is none; what is wrong is found again then. */
  private void decode() throws IOException {
    chars.clear();
    try {
      CoderResult result = decoder.decode(bytes, chars, ended);
      while (chars.position() == 0 && result.isUnderflow() && !ended) {
        readMore();
        result = decoder.decode(bytes, chars, ended);
      }
      if (chars.position() == 0 && result.isError()) {
        result.throwException();
      }
    } finally {
      chars.flip();
    }
  }

  private void readMore() throws IOException {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(0, count));
    } finally {
      bytes.flip();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
