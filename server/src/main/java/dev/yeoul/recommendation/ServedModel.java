package dev.yeoul.recommendation;

/** The model that answers. */
final class ServedModel {
  private ServedModel() {}

  /**
   * A title that is like another.
   *
   * @param score above 0; higher is more alike
   */
  record Neighbour(long seriesId, float score) {}
}
