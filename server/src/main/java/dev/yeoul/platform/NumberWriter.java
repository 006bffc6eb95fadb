package dev.yeoul.platform;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Packs numbers of at least 0 into few bytes, seven bits each (LEB128), and bytes beside them;
 * {@link NumberReader} reads them.
 */
public final class NumberWriter {
  private byte[] bytes;
  private int size;

  /** Grows where so many bytes are too few. */
  public NumberWriter(int expectedBytes) {
    bytes = new byte[Math.max(16, expectedBytes)];
  }

  /** Adds one; also below 0, in ten bytes. */
  public void put(long number) {
    if (bytes.length - size < 10) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    long left = number;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** Adds one of either sign, small ones in few bytes (zigzag). */
  public void putSigned(long number) {
    put((number << 1) ^ (number >> 63));
  }

  /** Adds bytes, behind their number. */
  public void put(byte[] more) {
    put(more.length);
    if (bytes.length - size < more.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + more.length);
    }
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** Adds their number, and has each of them added behind it. */
  public <T> void putEach(Collection<T> items, Consumer<T> item) {
    put(items.size());
    items.forEach(item);
  }

  /** A copy of what was added. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
