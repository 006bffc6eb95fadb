package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ReadyPage.ReadyRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page as JSON: its titles' ready bytes, and little between them. A page has some 100 KB, so its
 * length is found first, and its bytes are written once.
 */
final class PageBytes {
  private static final byte[] SERIES = ascii("{\"series\":");
  private static final byte[] SCORE = ascii(",\"score\":");
  private static final byte[] ITEMS = ascii(",\"items\":[");
  private static final byte[] END = ascii("]}");

  private static final int DECIMALS = 4;
  private static final int SCALE = 10_000;

  private final byte[] out;
  private int size;

  private PageBytes(int length) {
    out = new byte[length];
  }

  /** A row and what it needs at hand; head and tail are objects, which are joined. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(byte[] head, byte[] tail, Title[] titles, float[] scores) {
    int length() {
      int bytes = head.length - 1 + tail.length - 1;
      bytes += ITEMS.length + Math.max(0, titles.length - 1) + END.length;
      for (int i = 0; i < titles.length; i++) {
        bytes +=
            SERIES.length + titles[i].json().length + SCORE.length + length(scaled(scores[i])) + 1;
      }
      return bytes;
    }

    /** Four decimals, so one digit before them at the least. */
    private static int length(long scaled) {
      int digits = 1;
      for (long whole = Math.abs(scaled) / SCALE; whole > 9; whole /= 10) {
        digits++;
      }
      return (scaled < 0 ? 1 : 0) + digits + 1 + DECIMALS;
    }
  }

  /**
   * The page as an array of rows.
   *
   * @param titles null for one that is not at hand
   * @return null where a title is not at hand
   */
  static byte @Nullable [] of(ReadyPage page, LongFunction<@Nullable Title> titles) {
    List<Part> parts = new ArrayList<>(page.rows().size());
    int length = 2 + Math.max(0, page.rows().size() - 1);
    for (ReadyRow row : page.rows()) {
      Part part = part(page, row, titles);
      if (part == null) {
        return null;
      }
      length += part.length();
      parts.add(part);
    }
    PageBytes bytes = new PageBytes(length);
    bytes.put('[');
    for (Part part : parts) {
      if (bytes.size > 1) {
        bytes.put(',');
      }
      bytes.put(part);
    }
    bytes.put(']');
    return bytes.out;
  }

  /** The only row of a page, all of whose titles are at hand. */
  static byte[] ofRow(ReadyPage page, LongFunction<@Nullable Title> titles) {
    Part part = part(page, page.rows().getFirst(), titles);
    if (part == null) {
      throw new IllegalArgumentException("a title is not at hand");
    }
    PageBytes bytes = new PageBytes(part.length());
    bytes.put(part);
    return bytes.out;
  }

  private static @Nullable Part part(
      ReadyPage page, ReadyRow row, LongFunction<@Nullable Title> titles) {
    Title[] atHand = new Title[row.titles().size()];
    for (int i = 0; i < atHand.length; i++) {
      Title title = titles.apply(row.titles().ids()[i]);
      if (title == null) {
        return null;
      }
      atHand[i] = title;
    }
    return new Part(row.head(), page.tail(), atHand, row.titles().scores());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void put(Part part) {
    put(part.head(), 0, part.head().length - 1); // without the closing brace
    put(',');
    put(part.tail(), 1, part.tail().length - 1); // without braces
    put(ITEMS);
    for (int i = 0; i < part.titles().length; i++) {
      if (i > 0) {
        put(',');
      }
      put(SERIES);
      put(part.titles()[i].json());
      put(SCORE);
      put(part.scores()[i]);
      put('}');
    }
    put(END);
  }

  private void put(char one) {
    out[size++] = (byte) one;
  }

  private void put(byte[] more) {
    put(more, 0, more.length);
  }

  private void put(byte[] more, int from, int end) {
    System.arraycopy(more, from, out, size, end - from);
    size += end - from;
  }

  /** Four decimals, without the cost of writing a float exactly. */
  private void put(float score) {
    long scaled = scaled(score);
    int end = size + Part.length(scaled);
    long left = Math.abs(scaled);
    if (scaled < 0) {
      put('-');
    }
    for (int at = end - 1; at >= size; at--) {
      if (at == end - 1 - DECIMALS) {
        out[at] = '.';
      } else {
        out[at] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
    size = end;
  }

  /** A score as it is answered, in ten-thousandths. */
  static long scaled(float score) {
    return Math.round((double) score * SCALE);
  }

  /** A score that is answered as this many ten-thousandths. */
  static float score(long scaled) {
    return (float) ((double) scaled / SCALE);
  }
}
