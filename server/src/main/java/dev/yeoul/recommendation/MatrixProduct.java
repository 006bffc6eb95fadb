package dev.yeoul.recommendation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * C += alpha * op(A) * op(B) for row-major single-precision matrices inside of flat arrays, with
 * the Vector API: blocks are packed into panels that fit the caches and multiplied by a register
 * kernel (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication"). One
 * call runs on one thread; the result depends on the shapes and the values only.
 */
final class MatrixProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows and columns of C that the kernel holds in registers. */
  private static final int KERNEL_ROWS = 6;

  private static final int KERNEL_COLUMNS = 2 * LANES;

  /** How much of the inner dimension and of each outer one is packed at a time. */
  private static final int INNER = 256;

  private static final int ROWS = 96;
  private static final int COLUMNS = 1024;

  private static final ThreadLocal<MatrixProduct> PER_THREAD =
      ThreadLocal.withInitial(MatrixProduct::new);

  private final float[] packedA = new float[ROWS * INNER];
  private final float[] packedB = new float[COLUMNS * INNER];
  private final float[] corner = new float[KERNEL_ROWS * KERNEL_COLUMNS];

  private MatrixProduct() {}

  /**
   * A matrix inside of an array.
   *
   * @param at where its first element is
   * @param stride from one stored row to the next
   * @param transposed whether op(M) is the transpose of what is stored
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Operand(float[] values, long at, int stride, boolean transposed) {
    static Operand of(float[] values, long at, int stride) {
      return new Operand(values, at, stride, false);
    }

    static Operand transposed(float[] values, long at, int stride) {
      return new Operand(values, at, stride, true);
    }
  }

  /**
   * C (m by n) += alpha * op(A) (m by k) * op(B) (k by n).
   *
   * @param c written at cAt, cAt + cStride, ...
   */
  static void add(
      int m, int n, int k, float alpha, Operand a, Operand b, float[] c, int cAt, int cStride) {
    PER_THREAD.get().multiply(m, n, k, alpha, a, b, c, cAt, cStride);
  }

  private void multiply(
      int m, int n, int k, float alpha, Operand a, Operand b, float[] c, int cAt, int cStride) {
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      for (int p = 0; p < k; p += INNER) {
        int inner = Math.min(INNER, k - p);
        packB(b, p, inner, j, columns);
        for (int i = 0; i < m; i += ROWS) {
          int rows = Math.min(ROWS, m - i);
          packA(a, i, rows, p, inner, alpha);
          block(rows, columns, inner, c, cAt + i * cStride + j, cStride);
        }
      }
    }
  }

  /** Panels of KERNEL_ROWS rows, each column of a panel together; what is missing is zero. */
  private void packA(Operand a, int row, int rows, int from, int inner, float alpha) {
    float[] values = a.values();
    int rowStep = a.transposed() ? 1 : a.stride();
    int innerStep = a.transposed() ? a.stride() : 1;
    for (int i = 0; i < rows; i += KERNEL_ROWS) {
      int panel = i * inner;
      int height = Math.min(KERNEL_ROWS, rows - i);
      for (int r = 0; r < KERNEL_ROWS; r++) {
        int to = panel + r;
        if (r < height) {
          int at = (int) (a.at() + (long) (row + i + r) * rowStep + (long) from * innerStep);
          for (int p = 0; p < inner; p++, at += innerStep, to += KERNEL_ROWS) {
            packedA[to] = alpha * values[at];
          }
        } else {
          for (int p = 0; p < inner; p++, to += KERNEL_ROWS) {
            packedA[to] = 0;
          }
        }
      }
    }
  }

  /** Panels of KERNEL_COLUMNS columns, each row of a panel together; what is missing is zero. */
  private void packB(Operand b, int from, int inner, int column, int columns) {
    for (int j = 0; j < columns; j += KERNEL_COLUMNS) {
      int panel = j * inner;
      int width = Math.min(KERNEL_COLUMNS, columns - j);
      if (width < KERNEL_COLUMNS) {
        java.util.Arrays.fill(packedB, panel, panel + inner * KERNEL_COLUMNS, 0);
      }
      if (b.transposed()) {
        for (int c = 0; c < width; c++) {
          int at = (int) (b.at() + (long) (column + j + c) * b.stride() + from);
          for (int p = 0, to = panel + c; p < inner; p++, to += KERNEL_COLUMNS) {
            packedB[to] = b.values()[at + p];
          }
        }
      } else {
        for (int p = 0; p < inner; p++) {
          int at = (int) (b.at() + (long) (from + p) * b.stride() + column + j);
          System.arraycopy(b.values(), at, packedB, panel + p * KERNEL_COLUMNS, width);
        }
      }
    }
  }

  private void block(int rows, int columns, int inner, float[] c, int cAt, int cStride) {
    for (int j = 0; j < columns; j += KERNEL_COLUMNS) {
      int width = Math.min(KERNEL_COLUMNS, columns - j);
      for (int i = 0; i < rows; i += KERNEL_ROWS) {
        int height = Math.min(KERNEL_ROWS, rows - i);
        int at = cAt + i * cStride + j;
        if (width == KERNEL_COLUMNS && height == KERNEL_ROWS) {
          kernel(packedA, i * inner, packedB, j * inner, inner, c, at, cStride);
        } else {
          java.util.Arrays.fill(corner, 0);
          kernel(packedA, i * inner, packedB, j * inner, inner, corner, 0, KERNEL_COLUMNS);
          for (int r = 0; r < height; r++) {
            for (int q = 0; q < width; q++) {
              c[at + r * cStride + q] += corner[r * KERNEL_COLUMNS + q];
            }
          }
        }
      }
    }
  }

  private static void kernel(
      float[] a, int aAt, float[] b, int bAt, int inner, float[] c, int cAt, int cStride) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    for (int p = 0; p < inner; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[aAt + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[aAt + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      aAt += KERNEL_ROWS;
      bAt += KERNEL_COLUMNS;
    }
    add(c00, c01, c, cAt);
    add(c10, c11, c, cAt + cStride);
    add(c20, c21, c, cAt + 2 * cStride);
    add(c30, c31, c, cAt + 3 * cStride);
    add(c40, c41, c, cAt + 4 * cStride);
    add(c50, c51, c, cAt + 5 * cStride);
  }

  private static void add(FloatVector left, FloatVector right, float[] c, int at) {
    FloatVector.fromArray(SPECIES, c, at).add(left).intoArray(c, at);
    FloatVector.fromArray(SPECIES, c, at + LANES).add(right).intoArray(c, at + LANES);
  }
}
