package dev.yeoul.recommendation;

/** Stochastic optimization by Adam (Kingma and Ba 2015), with its usual constants. */
final class Adam {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.98f;
  private static final float EPSILON = 1e-8f;
  private static final int BLOCK = 1 << 14;

  private final float[] means;
  private final float[] squares;
  private int steps;

  Adam(int size) {
    means = new float[size];
    squares = new float[size];
  }

  /** Takes one step down the sum of the gradients. */
  void step(float[] values, NetworkWeights[] gradients, double rate, Workers workers) {
    steps++;
    float correctedRate =
        (float) (rate * Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps)));
    workers.blocks(
        values.length,
        BLOCK,
        (from, end) -> {
          for (int s = 1; s < gradients.length; s++) {
            float[] others = gradients[s].values;
            float[] sum = gradients[0].values;
            for (int i = from; i < end; i++) {
              sum[i] += others[i];
            }
          }
          update(values, gradients[0].values, correctedRate, from, end);
        });
  }

  private void update(float[] values, float[] gradient, float rate, int from, int end) {
    for (int i = from; i < end; i++) {
      float g = gradient[i];
      means[i] = FIRST * means[i] + (1 - FIRST) * g;
      squares[i] = SECOND * squares[i] + (1 - SECOND) * g * g;
      values[i] -= rate * means[i] / ((float) Math.sqrt(squares[i]) + EPSILON);
    }
  }
}
