package dev.yeoul.recommendation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.yeoul.platform.NumberReader;
import dev.yeoul.platform.NumberWriter;
import dev.yeoul.platform.Representation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page as JSON but for its titles, which are told by their ids: what {@link PageBytes} answers,
 * and what is kept to be answered again.
 *
 * @param source what ranked the titles
 * @param tail an object of what all rows say, as bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReadyPage(Source source, byte[] tail, List<ReadyRow> rows) {
  /**
   * One row.
   *
   * @param head an object of what this row alone says, as bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ReadyRow(byte[] head, Ranked titles) {
    /** Without titles that are not among these. */
    private ReadyRow keeping(Set<Long> ids) {
      return new ReadyRow(
          head, Ranked.of(titles.stream().filter(one -> ids.contains(one.id())).toList()));
    }
  }

  static ReadyPage of(Page page) {
    Map<String, Object> tail = new LinkedHashMap<>();
    tail.put("model_version", page.version());
    tail.put("impression_id", page.impression());
    return new ReadyPage(
        page.source(),
        Representation.bytes(tail),
        page.rows().stream().map(row -> new ReadyRow(head(row), row.titles())).toList());
  }

  private static byte[] head(Page.Row row) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("code", row.reason().code());
    if (row.reason().seriesId() != null) {
      reason.put("series_id", row.reason().seriesId());
    }
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("row", row.row());
    head.put("title", row.title());
    head.put("reason", reason);
    return Representation.bytes(head);
  }

  /** All titles' ids. */
  List<Long> ids() {
    return rows.stream().flatMap(row -> Arrays.stream(row.titles().ids()).boxed()).toList();
  }

  /** Without titles that are not among these. */
  ReadyPage keeping(Set<Long> ids) {
    return new ReadyPage(source, tail, rows.stream().map(row -> row.keeping(ids)).toList());
  }

  /** Without rows that have no titles. */
  ReadyPage withoutEmptyRows() {
    return new ReadyPage(
        source, tail, rows.stream().filter(row -> row.titles().size() > 0).toList());
  }

  /**
   * Adds it to what is packed: scores as exactly as they are answered, each as its difference from
   * the one before it.
   */
  void pack(NumberWriter numbers) {
    numbers.put(source.label().getBytes(US_ASCII));
    numbers.put(tail);
    for (ReadyRow row : rows) {
      numbers.put(row.head());
      Ranked titles = row.titles();
      numbers.put(titles.size());
      long before = 0;
      for (int i = 0; i < titles.size(); i++) {
        long scaled = PageBytes.scaled(titles.scores()[i]);
        numbers.put(titles.ids()[i]);
        numbers.putSigned(scaled - before);
        before = scaled;
      }
    }
  }

  /** Reads what {@link #pack} added last. */
  static ReadyPage unpacked(NumberReader numbers) {
    Source source = Source.of(new String(numbers.nextBytes(), US_ASCII));
    byte[] tail = numbers.nextBytes();
    List<ReadyRow> rows = new ArrayList<>();
    while (numbers.hasNext()) {
      byte[] head = numbers.nextBytes();
      long[] ids = new long[(int) numbers.next()];
      float[] scores = new float[ids.length];
      long scaled = 0;
      for (int i = 0; i < ids.length; i++) {
        ids[i] = numbers.next();
        scaled += numbers.nextSigned();
        scores[i] = PageBytes.score(scaled);
      }
      rows.add(new ReadyRow(head, new Ranked(ids, scores)));
    }
    return new ReadyPage(source, tail, rows);
  }
}
