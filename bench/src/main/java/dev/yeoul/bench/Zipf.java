package dev.yeoul.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * Draws ranks 0 to n - 1 so that rank k comes with a probability proportional to 1 / (k + 1)^s: the
 * inverse of the cumulated distribution.
 */
final class Zipf {
  private final double[] cumulated;
  private final Random random;

  Zipf(int ranks, double s, Random random) {
    this.cumulated = new double[ranks];
    this.random = random;
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += Math.pow(i + 1, -s);
      cumulated[i] = sum;
    }
  }

  int next() {
    double wanted = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, wanted);
    return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
  }
}
