package dev.yeoul.platform;

import java.util.Arrays;

/** Reads what {@link NumberWriter} packed. */
public final class NumberReader {
  private final byte[] bytes;
  private int at;

  /** From the beginning. */
  @SuppressWarnings("ArrayIsStoredDirectly") // it is only read
  public NumberReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasNext() {
    return at < bytes.length;
  }

  /** The next one. */
  public long next() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = bytes[at++];
      number |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return number;
      }
    }
  }

  /** The next one, where it was put with its sign. */
  public long nextSigned() {
    long folded = next();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /** The next bytes, where bytes were put. */
  public byte[] nextBytes() {
    int length = (int) next();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** Has each item read of those that were put together. */
  public void nextEach(Runnable item) {
    for (long left = next(); left > 0; left--) {
      item.run();
    }
  }
}
