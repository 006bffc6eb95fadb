package dev.yeoul.bench;

/** One row of the table. */
public interface BenchCase {
  /** As in bars.json, such as "title". */
  String name();

  /**
   * Runs it, with as many rounds as the ground says.
   *
   * @throws NotRunException where it can't be run here, saying why
   */
  CaseReport run(Ground ground) throws Exception;
}
