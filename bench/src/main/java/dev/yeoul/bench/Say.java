package dev.yeoul.bench;

/** Where lines about the run's progress go. */
interface Say {
  void line(String line);
}
