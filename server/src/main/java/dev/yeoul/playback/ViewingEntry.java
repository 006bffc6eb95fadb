package dev.yeoul.playback;

/** A stream entry whose text could be read. */
public record ViewingEntry(StreamEntry source, ViewingEvent event) {
  /** Its place in the order. */
  public EntryId id() {
    return source.id();
  }
}
