package dev.yeoul.recommendation;

/** Items' vectors; a viewer's is solved for from the history at request time. */
final class IalsModel implements Model {
  private final Ials recipe;
  private final float[] vectors;
  private final float[] gram;

  /** The vectors transposed: scores are sums over whole rows, which the compiler vectorizes. */
  private final float[] byDimension;

  /**
   * Over arrays that it keeps.
   *
   * @param vectors items by dimensions
   * @param gram the product of the vectors' transpose with them, dimensions by dimensions
   */
  IalsModel(Ials recipe, float[] vectors, float[] gram) {
    this.recipe = recipe;
    this.vectors = vectors;
    this.gram = gram;
    int d = recipe.dimensions();
    int items = vectors.length / d;
    byDimension = new float[vectors.length];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < d; j++) {
        byDimension[j * items + i] = vectors[i * d + j];
      }
    }
  }

  @Override
  public void score(History history, float[] scores) {
    int d = recipe.dimensions();
    NormalEquations system = new NormalEquations(d);
    system.reset(gram, (float) recipe.alpha0(), recipe.penalty(history.size(), scores.length));
    for (int e = 0; e < history.size(); e++) {
      system.add(vectors, history.items()[e] * d, History.strength(history.weights()[e]));
    }
    system.solve();
    java.util.Arrays.fill(scores, 0);
    for (int j = 0; j < d; j++) {
      addRow(scores, j * scores.length, system.b[j]);
    }
  }

  private void addRow(float[] scores, int at, float weight) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] += weight * byDimension[at + i];
    }
  }
}
