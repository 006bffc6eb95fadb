package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Titles of one genre, or of all, that generated viewers take from: the title at rank r is taken in
 * proportion to (r + 3)^-0.9, a Zipf-like law with a head that is not too steep for 3,000 titles.
 */
final class GenreShelf {
  private static final double EXPONENT = 0.9;
  private static final double OFFSET = 3;

  private final int[] titles;
  private final double[] shares;

  /** The titles, most popular first; there must be one at least. */
  GenreShelf(int[] titles) {
    this.titles = titles;
    this.shares = new double[titles.length];
    double sum = 0;
    for (int rank = 0; rank < titles.length; rank++) {
      sum += Math.pow(rank + OFFSET, -EXPONENT);
      shares[rank] = sum;
    }
  }

  int size() {
    return titles.length;
  }

  int draw(SplittableRandom random) {
    double wanted = random.nextDouble() * shares[shares.length - 1];
    int at = Arrays.binarySearch(shares, wanted);
    return titles[at < 0 ? -at - 1 : at];
  }
}
