package dev.yeoul.playback;

/**
 * An entry as the stream gave it out.
 *
 * @param partition the stream's, 0 to 255
 * @param text see {@link ViewingEvent#parse}; empty where the entry holds none
 */
public record StreamEntry(int partition, EntryId id, String text) {
  /** What names the entry across all streams. */
  public String key() {
    return partition + "-" + id;
  }
}
