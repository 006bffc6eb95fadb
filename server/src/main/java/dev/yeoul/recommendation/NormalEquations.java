package dev.yeoul.recommendation;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A small symmetric positive definite system A x = b in single precision, solved by Cholesky in
 * place. Not thread-safe: one a thread.
 */
final class NormalEquations {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK = 32;

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

  /** Overwrites A with its upper factor, by blocks of rows, and b with x. */
  void solve() {
    for (int from = 0; from < d; from += BLOCK) {
      int end = Math.min(from + BLOCK, d);
      factorRows(from, end);
      int below = end * d + end;
      SymmetricUpdate.add(d - end, end - from, -1, a, from * d + end, a, below, d);
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

  /** The factor's rows of a block whose earlier blocks are taken off; b forward. */
  private void factorRows(int from, int end) {
    for (int k = from; k < end; k++) {
      int pivotRow = k * d;
      float scale = (float) (1 / Math.sqrt(Math.max(a[pivotRow + k], Float.MIN_NORMAL)));
      for (int j = k; j < d; j++) {
        a[pivotRow + j] *= scale;
      }
      b[k] *= scale;
      for (int i = k + 1; i < end; i++) {
        subtract(a[pivotRow + i], pivotRow, i * d, i);
      }
      for (int i = k + 1; i < d; i++) {
        b[i] -= a[pivotRow + i] * b[k];
      }
    }
  }

  /** Takes a multiple of one row from another, from a column on, or some columns before it. */
  private void subtract(float factor, int pivotRow, int row, int column) {
    int j = column / LANES * LANES;
    FloatVector factors = FloatVector.broadcast(SPECIES, -factor);
    for (; j + LANES <= d; j += LANES) {
      FloatVector pivot = FloatVector.fromArray(SPECIES, a, pivotRow + j);
      pivot.fma(factors, FloatVector.fromArray(SPECIES, a, row + j)).intoArray(a, row + j);
    }
    for (; j < d; j++) {
      a[row + j] -= factor * a[pivotRow + j];
    }
  }
}
