package dev.yeoul.recommendation;

/** What gives every item a score for a history, at request time. Safe for any number of threads. */
interface Model {
  /**
   * Scores all items; higher is better.
   *
   * @param history any, also empty or of 10,000 items
   * @param scores overwritten, one finite number an item
   */
  void score(History history, float[] scores);
}
