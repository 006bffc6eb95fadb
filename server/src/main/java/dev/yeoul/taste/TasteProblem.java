package dev.yeoul.taste;

import dev.yeoul.platform.ProblemType;

/** What can go wrong about what viewers say. */
public enum TasteProblem implements ProblemType {
  /** Who has not watched a title does not judge it. */
  NOT_WATCHED(403, "The call needs one play of the series"),
  /** The viewer has not rated the series. */
  RATING_NOT_FOUND(404, "The viewer has no rating of the series"),
  /** The viewer has not reviewed the series, or the series has no such review. */
  REVIEW_NOT_FOUND(404, "There is no such review");

  private final int status;
  private final String title;

  TasteProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
