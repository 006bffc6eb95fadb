package dev.yeoul.catalog;

import dev.yeoul.platform.ProblemType;

/** What can be wrong with a request to the catalogue. */
public enum CatalogProblem implements ProblemType {
  /** No such series, or it was deleted. */
  SERIES_NOT_FOUND(404, "There is no such series"),
  /** The series has no season of this number. */
  SEASON_NOT_FOUND(404, "The series has no such season"),
  /** The series has no such episode. */
  EPISODE_NOT_FOUND(404, "The series has no such episode"),
  /** Another season or episode has the number. */
  NUMBER_TAKEN(409, "The number is taken"),
  /** A movie is one episode and has no seasons. */
  MOVIE_HAS_NO_SEASONS(409, "A movie has no seasons"),
  /** The kind of a series is fixed while it has seasons or episodes. */
  KIND_IN_USE(409, "The kind can't change while there are seasons or episodes");

  private final int status;
  private final String title;

  CatalogProblem(int status, String title) {
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
