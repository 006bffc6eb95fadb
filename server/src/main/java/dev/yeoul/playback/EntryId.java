package dev.yeoul.playback;

import java.time.Instant;

/**
 * The id of a stream entry. Redis gives them out in ascending order within one stream, so that they
 * order a viewer's writes; they are unique within their stream only.
 *
 * @param ms when Redis accepted the entry, milliseconds since 1970
 * @param seq tells entries of one millisecond apart
 */
public record EntryId(long ms, long seq) implements Comparable<EntryId> {
  /** Reads Redis' form, <code>1700000000000-0</code>. */
  public static EntryId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("no entry id: " + text);
    }
    return new EntryId(
        Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
  }

  /** When Redis accepted the entry. */
  public Instant at() {
    return Instant.ofEpochMilli(ms);
  }

  @Override
  public int compareTo(EntryId other) {
    int byTime = Long.compare(ms, other.ms);
    return byTime != 0 ? byTime : Long.compare(seq, other.seq);
  }

  @Override
  public String toString() {
    return ms + "-" + seq;
  }
}
