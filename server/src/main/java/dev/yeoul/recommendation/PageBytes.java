package dev.yeoul.recommendation;

import dev.yeoul.recommendation.ReadyPage.ReadyRow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page as JSON: its titles' ready bytes, and little between them. A page has some 100 KB, so its
 * length is known first, and its bytes are written once, to where they are sent from.
 */
public final class PageBytes {
  private static final byte[] SERIES = ascii("{\"series\":");
  private static final byte[] SCORE = ascii(",\"score\":");
  private static final byte[] ITEMS = ascii(",\"items\":[");
  private static final byte[] END = ascii("]}");

  private static final int DECIMALS = 4;
  private static final int SCALE = 10_000;
  private static final int LONGEST_SCORE = 24;

  private final List<Part> parts;
  private final boolean isArray;

  private PageBytes(List<Part> parts, boolean isArray) {
    this.parts = parts;
    this.isArray = isArray;
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
  static @Nullable PageBytes of(ReadyPage page, LongFunction<@Nullable Title> titles) {
    List<Part> parts = new ArrayList<>(page.rows().size());
    for (ReadyRow row : page.rows()) {
      Part part = part(page, row, titles);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new PageBytes(parts, true);
  }

  /** The only row of a page, all of whose titles are at hand. */
  static PageBytes ofRow(ReadyPage page, LongFunction<@Nullable Title> titles) {
    Part part = part(page, page.rows().getFirst(), titles);
    if (part == null) {
      throw new IllegalArgumentException("a title is not at hand");
    }
    return new PageBytes(List.of(part), false);
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

  /** How many bytes it has. */
  public int length() {
    int length = isArray ? 2 + Math.max(0, parts.size() - 1) : 0;
    for (Part part : parts) {
      length += part.length();
    }
    return length;
  }

  byte[] bytes() {
    byte[] bytes = new byte[length()];
    writeTo(Unpooled.wrappedBuffer(bytes).clear());
    return bytes;
  }

  /** Writes all bytes; there must be room for them. */
  public void writeTo(ByteBuf out) {
    byte[] digits = new byte[LONGEST_SCORE];
    if (isArray) {
      out.writeByte('[');
    }
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      write(parts.get(i), out, digits);
    }
    if (isArray) {
      out.writeByte(']');
    }
  }

  private static void write(Part part, ByteBuf out, byte[] digits) {
    out.writeBytes(part.head(), 0, part.head().length - 1); // without the closing brace
    out.writeByte(',');
    out.writeBytes(part.tail(), 1, part.tail().length - 2); // without braces
    out.writeBytes(ITEMS);
    for (int i = 0; i < part.titles().length; i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      out.writeBytes(SERIES).writeBytes(part.titles()[i].json()).writeBytes(SCORE);
      write(scaled(part.scores()[i]), out, digits);
      out.writeByte('}');
    }
    out.writeBytes(END);
  }

  /** Four decimals, without the cost of writing a float exactly. */
  private static void write(long scaled, ByteBuf out, byte[] digits) {
    int length = Part.length(scaled);
    long left = Math.abs(scaled);
    int first = scaled < 0 ? 1 : 0;
    digits[0] = '-';
    for (int at = length - 1; at >= first; at--) {
      if (at == length - 1 - DECIMALS) {
        digits[at] = '.';
      } else {
        digits[at] = (byte) ('0' + left % 10);
        left /= 10;
      }
    }
    out.writeBytes(digits, 0, length);
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
