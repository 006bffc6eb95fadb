package dev.yeoul.recommendation;

import dev.yeoul.platform.ProblemType;

/** What can go wrong about recommendations. */
public enum RecommendationProblem implements ProblemType {
  ROW_NOT_FOUND(404, "There is no such row"),
  IMPRESSION_NOT_FOUND(404, "The showing is not known");

  private final int status;
  private final String title;

  RecommendationProblem(int status, String title) {
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
