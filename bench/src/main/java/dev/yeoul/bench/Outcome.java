package dev.yeoul.bench;

/** What can be said about a case. */
enum Outcome {
  MET("met"),
  MISSED("missed"),
  INCONCLUSIVE("inconclusive"),
  /** Never a pass. */
  NOT_RUN("NOT RUN");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
