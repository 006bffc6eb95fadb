package dev.yeoul.account;

/** What Redis knows of a session that it has. */
enum SessionState {
  /** In use. */
  LIVE,
  /**
   * Being ended: it only serves to end it, so that a log-out that failed half-way can be repeated.
   */
  ENDING
}
