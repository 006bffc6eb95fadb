package dev.yeoul.recommendation;

/**
 * A user to be ranked for.
 *
 * @param history what a model may look at
 * @param truth what it should find; NONE where that is not known
 */
record Case(String user, History history, Truth.Items truth) {
  /**
   * Numbered cases, made when they are asked for: a million histories need not be there at once.
   */
  interface Numbered {
    int size();

    Case get(int number);
  }
}
