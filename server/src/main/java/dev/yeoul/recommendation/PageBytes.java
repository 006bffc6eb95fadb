package dev.yeoul.recommendation;

import dev.yeoul.platform.Representation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts one page together out of the titles' ready bytes. For one thread. */
final class PageBytes {
  private static final byte[] SERIES = ascii("{\"series\":");
  private static final byte[] SCORE = ascii(",\"score\":");
  private static final byte[] ITEMS = ascii(",\"items\":[");
  private static final byte[] END = ascii("]}");
  private static final int HEAD_BYTES = 400;

  /** What stands around a title, at the most, with a score of any length. */
  private static final int ITEM_BYTES = 48;

  private static final int SCALE = 10_000;

  private final LongFunction<@Nullable Title> titles;
  private byte[] out;
  private int size;

  private PageBytes(LongFunction<@Nullable Title> titles, int expected) {
    this.titles = titles;
    this.out = new byte[expected];
  }

  /**
   * The page as an array of rows.
   *
   * @param titles null for one that is not at hand
   * @return null where a title is not at hand
   */
  static byte @Nullable [] of(Page page, LongFunction<@Nullable Title> titles) {
    int expected = 2;
    for (Page.Row row : page.rows()) {
      int bytes = bytes(row, titles);
      if (bytes < 0) {
        return null;
      }
      expected += bytes;
    }
    var bytes = new PageBytes(titles, expected);
    bytes.put('[');
    for (Page.Row row : page.rows()) {
      if (bytes.size > 1) {
        bytes.put(',');
      }
      if (!bytes.put(page, row)) {
        return null;
      }
    }
    bytes.put(']');
    return bytes.all();
  }

  /** One row of a page, all of whose titles are at hand. */
  static byte[] of(Page page, Page.Row row, LongFunction<@Nullable Title> titles) {
    var bytes = new PageBytes(titles, Math.max(HEAD_BYTES, bytes(row, titles)));
    if (!bytes.put(page, row)) {
      throw new IllegalArgumentException("a title is not at hand");
    }
    return bytes.all();
  }

  /** How many a row needs at about the most; -1 where a title is not at hand. */
  private static int bytes(Page.Row row, LongFunction<@Nullable Title> titles) {
    int bytes = HEAD_BYTES;
    for (long id : row.titles().ids()) {
      Title title = titles.apply(id);
      if (title == null) {
        return -1;
      }
      bytes += ITEM_BYTES + title.json().length;
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] all() {
    return Arrays.copyOf(out, size);
  }

  private boolean put(Page page, Page.Row row) {
    byte[] head = Representation.bytes(head(page, row));
    put(head, head.length - 1); // without the closing brace
    put(ITEMS);
    Ranked ranked = row.titles();
    for (int i = 0; i < ranked.size(); i++) {
      Title title = titles.apply(ranked.ids()[i]);
      if (title == null) {
        return false;
      }
      if (i > 0) {
        put(',');
      }
      put(SERIES);
      put(title.json());
      put(SCORE);
      put(ascii(number(ranked.scores()[i])));
      put('}');
    }
    put(END);
    return true;
  }

  private void put(char one) {
    room(1);
    out[size++] = (byte) one;
  }

  private void put(byte[] more) {
    put(more, more.length);
  }

  private void put(byte[] more, int length) {
    room(length);
    System.arraycopy(more, 0, out, size, length);
    size += length;
  }

  private void room(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + more));
    }
  }

  private static Map<String, Object> head(Page page, Page.Row row) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("code", row.reason().code());
    if (row.reason().seriesId() != null) {
      reason.put("series_id", row.reason().seriesId());
    }
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("row", row.row());
    head.put("title", row.title());
    head.put("reason", reason);
    head.put("model_version", page.version());
    head.put("impression_id", page.impression());
    return head;
  }

  /** Four decimals, without the cost of writing a float exactly. */
  static String number(float score) {
    long scaled = Math.round((double) score * SCALE);
    long whole = Math.abs(scaled) / SCALE;
    String digits = Long.toString(Math.abs(scaled) % SCALE + SCALE).substring(1);
    return (scaled < 0 ? "-" : "") + whole + "." + digits;
  }
}
