package dev.yeoul.recommendation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A += sign * V'V for a small symmetric A, with the Vector API (a rank-k update, BLAS's syrk). Rows
 * of V are read where they are: packing them, as {@link MatrixProduct} does, costs half as much as
 * the product where A is 128 by 128.
 */
final class SymmetricUpdate {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 4;
  private static final int COLUMNS = 2 * LANES;

  private SymmetricUpdate() {}

  /**
   * Adds to the part from the diagonal on; what is under it is overwritten with no meaning. A may
   * be in the same array as V where they share no row.
   *
   * @param v count rows of n numbers, row p at vAt + p * stride
   * @param a n rows of n numbers, row i at aAt + i * stride
   * @param stride of both
   * @param sign 1 or -1
   */
  static void add(
      int n, int count, float sign, float[] v, int vAt, float[] a, int aAt, int stride) {
    int j = 0;
    for (; j + COLUMNS <= n; j += COLUMNS) {
      for (int i = 0; i < j + COLUMNS; i += ROWS) {
        kernel(count, sign, v, vAt + i, vAt + j, stride, a, aAt + i * stride + j);
      }
    }
    for (; j < n; j++) {
      for (int i = 0; i <= j; i++) {
        float sum = 0;
        for (int p = 0; p < count; p++) {
          sum += v[vAt + p * stride + i] * v[vAt + p * stride + j];
        }
        a[aAt + i * stride + j] += sign * sum;
      }
    }
  }

  /** ROWS by COLUMNS of A, held in registers. */
  private static void kernel(
      int count, float sign, float[] v, int left, int right, int stride, float[] a, int at) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    for (int p = 0; p < count; p++, left += stride, right += stride) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, v, right);
      FloatVector b1 = FloatVector.fromArray(SPECIES, v, right + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, v[left]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, v[left + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, v[left + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, v[left + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    add(c00, c01, sign, a, at);
    add(c10, c11, sign, a, at + stride);
    add(c20, c21, sign, a, at + 2 * stride);
    add(c30, c31, sign, a, at + 3 * stride);
  }

  private static void add(FloatVector first, FloatVector second, float sign, float[] a, int at) {
    FloatVector.fromArray(SPECIES, a, at).add(first.mul(sign)).intoArray(a, at);
    FloatVector.fromArray(SPECIES, a, at + LANES).add(second.mul(sign)).intoArray(a, at + LANES);
  }
}
