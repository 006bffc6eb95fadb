package dev.yeoul.recommendation;

import dev.yeoul.recommendation.MatrixProduct.Operand;

/**
 * The factor L of a symmetric positive definite matrix A = L L', in single precision, by blocks
 * (Golub and Van Loan, "Matrix Computations", 4.2.9). Made once, it solves A X = C and gives A's
 * inverse.
 */
final class Cholesky {
  private static final int BLOCK = 128;
  private static final int STRIP = 384;

  private final int n;
  private final float[] factor;

  /** The inverses of L's diagonal blocks, one after the other. */
  private final float[] diagonals;

  private final Workers workers;

  private Cholesky(int n, float[] factor, Workers workers) {
    this.n = n;
    this.factor = factor;
    this.workers = workers;
    diagonals = new float[(n + BLOCK - 1) / BLOCK * BLOCK * BLOCK];
  }

  /**
   * Factors in place.
   *
   * @param n rows, at most 46,340
   * @param a row-major n by n, of which the lower triangle is read and overwritten with L
   * @throws RecommendationException if the matrix is not positive definite
   */
  static Cholesky of(int n, float[] a, Workers workers) {
    Cholesky cholesky = new Cholesky(n, a, workers);
    for (int k = 0; k < n; k += BLOCK) {
      cholesky.step(k, Math.min(BLOCK, n - k));
    }
    return cholesky;
  }

  private void step(int k, int width) {
    factorDiagonal(k, width);
    invertDiagonal(k, width);
    int below = k + width;
    // L21 = A21 * inverse(L11)', then A22 -= L21 * L21'
    workers.blocks(n - below, STRIP, (from, end) -> panel(below + from, end - from, k, width));
    Operand columns = Operand.transposed(factor, (long) below * n + k, n);
    workers.blocks(
        n - below,
        STRIP,
        (from, end) ->
            MatrixProduct.add(
                end - from,
                end,
                width,
                -1,
                Operand.of(factor, (long) (below + from) * n + k, n),
                columns,
                factor,
                (below + from) * n + below,
                n));
  }

  private void panel(int row, int rows, int k, int width) {
    float[] result = new float[rows * width];
    MatrixProduct.add(
        rows,
        width,
        width,
        1,
        Operand.of(factor, (long) row * n + k, n),
        Operand.transposed(diagonals, diagonalAt(k), BLOCK),
        result,
        0,
        width);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(result, r * width, factor, (row + r) * n + k, width);
    }
  }

  private static int diagonalAt(int k) {
    return k * BLOCK;
  }

  private void factorDiagonal(int k, int width) {
    for (int i = 0; i < width; i++) {
      int row = (k + i) * n + k;
      for (int j = 0; j <= i; j++) {
        int other = (k + j) * n + k;
        double sum = factor[row + j];
        for (int p = 0; p < j; p++) {
          sum -= (double) factor[row + p] * factor[other + p];
        }
        if (i > j) {
          factor[row + j] = (float) (sum / factor[other + j]);
        } else if (sum > 0) {
          factor[row + i] = (float) Math.sqrt(sum);
        } else {
          throw new RecommendationException("a matrix to be factored is not positive definite");
        }
      }
    }
  }

  private void invertDiagonal(int k, int width) {
    int to = diagonalAt(k);
    for (int i = 0; i < width; i++) {
      int row = (k + i) * n + k;
      float pivot = factor[row + i];
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int p = j; p < i; p++) {
          sum += (double) factor[row + p] * diagonals[to + p * BLOCK + j];
        }
        diagonals[to + i * BLOCK + j] = (float) (-sum / pivot);
      }
      diagonals[to + i * BLOCK + i] = 1 / pivot;
    }
  }

  /**
   * Solves A X = C in place.
   *
   * @param c row-major n by columns, overwritten with X
   */
  void solve(float[] c, int columns) {
    workers.blocks(
        columns,
        512,
        (from, end) -> {
          float[] rows = new float[BLOCK * (end - from)];
          for (int k = 0; k < n; k += BLOCK) {
            int width = Math.min(BLOCK, n - k);
            Operand left = Operand.of(factor, (long) k * n, n);
            eliminate(left, k, width, 0, k, c, columns, from, end);
            scale(k, width, false, c, columns, from, end, rows);
          }
          for (int k = (n - 1) / BLOCK * BLOCK; k >= 0; k -= BLOCK) {
            int width = Math.min(BLOCK, n - k);
            int below = k + width;
            Operand left = Operand.transposed(factor, (long) below * n + k, n);
            eliminate(left, k, width, below, n - below, c, columns, from, end);
            scale(k, width, true, c, columns, from, end, rows);
          }
        });
  }

  /** Takes the known rows of X, each times its part of L, from the block's right side. */
  private static void eliminate(
      Operand left,
      int k,
      int width,
      int known,
      int count,
      float[] c,
      int columns,
      int from,
      int end) {
    MatrixProduct.add(
        width,
        end - from,
        count,
        -1,
        left,
        Operand.of(c, (long) known * columns + from, columns),
        c,
        k * columns + from,
        columns);
  }

  private void scale(
      int k,
      int width,
      boolean transposed,
      float[] c,
      int columns,
      int from,
      int end,
      float[] rows) {
    int size = end - from;
    java.util.Arrays.fill(rows, 0);
    MatrixProduct.add(
        width,
        size,
        width,
        1,
        new Operand(diagonals, diagonalAt(k), BLOCK, transposed),
        Operand.of(c, (long) k * columns + from, columns),
        rows,
        0,
        size);
    for (int r = 0; r < width; r++) {
      System.arraycopy(rows, r * size, c, (k + r) * columns + from, size);
    }
  }

  /** A's inverse, n by n; L is used up. */
  float[] inverse() {
    float[] inverse = new float[n * n];
    workers.blocks(n, 256, (from, end) -> invertColumns(inverse, from, end));
    // overwrites L with inverse(L)' * inverse(L), of which the part from the diagonal on is made
    java.util.Arrays.fill(factor, 0);
    workers.blocks(
        n,
        STRIP,
        (from, end) ->
            MatrixProduct.add(
                end - from,
                end,
                n - from,
                1,
                Operand.transposed(inverse, (long) from * n + from, n),
                Operand.of(inverse, (long) from * n, n),
                factor,
                from * n,
                n));
    workers.each(
        n,
        i -> {
          for (int j = i + 1; j < n; j++) {
            inverse[i * n + j] = factor[j * n + i];
          }
          System.arraycopy(factor, i * n, inverse, i * n, i + 1);
        });
    return inverse;
  }

  /**
   * Columns of L's inverse: the identity's columns, by forward substitution from their diagonal.
   */
  private void invertColumns(float[] inverse, int from, int end) {
    float[] rows = new float[BLOCK * (end - from)];
    for (int i = from; i < end; i++) {
      inverse[i * n + i] = 1;
    }
    int first = from / BLOCK * BLOCK;
    for (int k = first; k < n; k += BLOCK) {
      int width = Math.min(BLOCK, n - k);
      Operand left = Operand.of(factor, (long) k * n + first, n);
      eliminate(left, k, width, first, k - first, inverse, n, from, end);
      scale(k, width, false, inverse, n, from, end, rows);
    }
  }
}
