package dev.yeoul.recommendation;

import dev.yeoul.platform.Representation;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Puts pages together out of the titles' ready bytes. */
final class PageBytes {
  private static final byte[] SERIES = "{\"series\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SCORE = ",\"score\":".getBytes(StandardCharsets.UTF_8);
  private static final int HEAD_BYTES = 300;
  private static final int ITEM_BYTES = 40;
  private static final int SCALE = 10_000;

  private PageBytes() {}

  /**
   * The page as an array of rows.
   *
   * @param titles null for one that is not at hand
   * @return null where a title is not at hand
   */
  static @Nullable Buffer of(Page page, LongFunction<@Nullable Title> titles) {
    Buffer out = Buffer.buffer(size(page, titles));
    out.appendByte((byte) '[');
    for (Page.Row row : page.rows()) {
      if (out.length() > 1) {
        out.appendByte((byte) ',');
      }
      if (!append(out, page, row, titles)) {
        return null;
      }
    }
    return out.appendByte((byte) ']');
  }

  /** One row of a page, all of whose titles are at hand. */
  static Buffer of(Page page, Page.Row row, LongFunction<@Nullable Title> titles) {
    Buffer out = Buffer.buffer(HEAD_BYTES);
    if (!append(out, page, row, titles)) {
      throw new IllegalArgumentException("a title is not at hand");
    }
    return out;
  }

  private static int size(Page page, LongFunction<@Nullable Title> titles) {
    int size = 2;
    for (Page.Row row : page.rows()) {
      size += HEAD_BYTES;
      for (long id : row.titles().ids()) {
        Title title = titles.apply(id);
        size += ITEM_BYTES + (title == null ? 0 : title.json().length);
      }
    }
    return size;
  }

  private static boolean append(
      Buffer out, Page page, Page.Row row, LongFunction<@Nullable Title> titles) {
    byte[] head = Representation.bytes(head(page, row));
    out.appendBytes(head, 0, head.length - 1); // without the closing brace
    out.appendString(",\"items\":[");
    Ranked ranked = row.titles();
    for (int i = 0; i < ranked.size(); i++) {
      Title title = titles.apply(ranked.ids()[i]);
      if (title == null) {
        return false;
      }
      if (i > 0) {
        out.appendByte((byte) ',');
      }
      out.appendBytes(SERIES).appendBytes(title.json()).appendBytes(SCORE);
      out.appendString(number(ranked.scores()[i])).appendByte((byte) '}');
    }
    out.appendString("]}");
    return true;
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
