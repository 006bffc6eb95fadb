package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * A small symmetric positive definite system A x = b in single precision, solved by Cholesky in
 * place with loops that the compiler vectorizes. Not thread-safe: one a thread.
 */
final class NormalEquations {
  private final int d;

  /** Row-major d by d; the part from the diagonal on counts. */
  final float[] a;

  /** The right side, and after solve() the solution. */
  final float[] b;

  NormalEquations(int d) {
    this.d = d;
    a = new float[d * d];
    b = new float[d];
  }

  /** A = scale * G + diagonal * I, b = 0. */
  void reset(float[] gram, float scale, float diagonal) {
    for (int i = 0; i < a.length; i++) {
      a[i] = scale * gram[i];
    }
    for (int i = 0; i < d; i++) {
      a[i * d + i] += diagonal;
    }
    Arrays.fill(b, 0);
  }

  /** A += weight * v v' and b += weight * v, for the vector at a place of an array. */
  void add(float[] vectors, int at, float weight) {
    for (int i = 0; i < d; i++) {
      float factor = weight * vectors[at + i];
      int row = i * d;
      for (int j = i; j < d; j++) {
        a[row + j] += factor * vectors[at + j];
      }
      b[i] += factor;
    }
  }

  /** Overwrites A with its upper factor and b with x. */
  void solve() {
    for (int k = 0; k < d; k++) {
      int pivotRow = k * d;
      float scale = (float) (1 / Math.sqrt(Math.max(a[pivotRow + k], Float.MIN_NORMAL)));
      for (int j = k; j < d; j++) {
        a[pivotRow + j] *= scale;
      }
      b[k] *= scale;
      for (int i = k + 1; i < d; i++) {
        float factor = a[pivotRow + i];
        int row = i * d;
        for (int j = i; j < d; j++) {
          a[row + j] -= factor * a[pivotRow + j];
        }
        b[i] -= factor * b[k];
      }
    }
    for (int k = d - 1; k >= 0; k--) {
      int row = k * d;
      float sum = b[k];
      for (int j = k + 1; j < d; j++) {
        sum -= a[row + j] * b[j];
      }
      b[k] = sum / a[row + k];
    }
  }
}
