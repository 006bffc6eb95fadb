package dev.yeoul.platform;

/** Collects what a transaction changes; its rows commit with it. */
public interface ChangeLog {
  /**
   * Notes a change.
   *
   * @param event what happened, in the past tense, such as SeriesChanged
   * @param tags what is no longer true, such as <code>series:42</code>
   */
  void add(String event, String... tags);
}
