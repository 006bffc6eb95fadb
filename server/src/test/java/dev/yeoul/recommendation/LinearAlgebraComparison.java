package dev.yeoul.recommendation;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_FDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.ojalgo.matrix.store.R064Store;

/**
 * The inverse of a symmetric positive definite matrix, as EASE needs it, by three libraries: a
 * program of its own, whose figures are in docs/recommendation.md.
 */
final class LinearAlgebraComparison {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private LinearAlgebraComparison() {}

  /** Takes the number of rows and of threads. */
  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    float[] matrix = matrix(n);
    for (int run = 1; run <= 3; run++) {
      measure("Vector API, single precision", () -> ours(n, matrix, threads));
      measure("EJML, single precision", () -> ejml(n, matrix));
      measure("ojAlgo, double precision", () -> ojAlgo(n, matrix));
    }
  }

  private static float[] matrix(int n) {
    float[] matrix = new float[n * n];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = matrix[j * n + i] = (float) random.nextDouble(-1, 1);
      }
      matrix[i * n + i] = n;
    }
    return matrix;
  }

  private interface Inversion {
    float first();
  }

  private static void measure(String name, Inversion inversion) {
    long started = System.nanoTime();
    long startedCpu = SYSTEM.getProcessCpuTime();
    float first = inversion.first();
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-30s %7.2f s %7.2f CPU s  [0][0] = %.6e",
            name,
            (System.nanoTime() - started) / 1e9,
            (SYSTEM.getProcessCpuTime() - startedCpu) / 1e9,
            first));
  }

  private static float ours(int n, float[] matrix, int threads) {
    try (Workers workers = new Workers(threads)) {
      return Cholesky.of(n, matrix.clone(), workers).inverse()[0];
    }
  }

  private static float ejml(int n, float[] matrix) {
    LinearSolverDense<FMatrixRMaj> solver = LinearSolverFactory_FDRM.symmPosDef(n);
    FMatrixRMaj inverse = new FMatrixRMaj(n, n);
    solver.setA(FMatrixRMaj.wrap(n, n, matrix.clone()));
    solver.invert(inverse);
    return inverse.get(0, 0);
  }

  private static float ojAlgo(int n, float[] matrix) {
    R064Store store = R064Store.FACTORY.make(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        store.set(i, j, matrix[i * n + j]);
      }
    }
    var cholesky = org.ojalgo.matrix.decomposition.Cholesky.R064.make(store);
    cholesky.decompose(store);
    return (float) cholesky.getInverse().doubleValue(0, 0);
  }
}
