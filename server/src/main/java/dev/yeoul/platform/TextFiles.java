package dev.yeoul.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.zip.GZIPInputStream;

/** Text that people hand in: UTF-8, plain or gzip, perhaps with a byte order mark. */
public final class TextFiles {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextFiles() {}

  /**
   * Its characters, without the mark.
   *
   * @throws IOException also while it is read, once all that stands before has been: a {@link
   *     java.nio.charset.CharacterCodingException} where it is not UTF-8, a {@link
   *     java.util.zip.ZipException} or {@link java.io.EOFException} where the gzip data is damaged
   *     or ends too early
   */
  public static Reader decoded(InputStream raw) throws IOException {
    InputStream bytes = new BufferedInputStream(raw, BUFFER);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b; // RFC 1952, section 2.3.1
    bytes.reset();
    Utf8Reader text = new Utf8Reader(gzip ? new GZIPInputStream(bytes, BUFFER) : bytes);
    text.skip(BYTE_ORDER_MARK);
    return text;
  }
}
