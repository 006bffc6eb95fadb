package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalEquationsTest {
  /** Below, at, between and above the blocks and the vectors' lengths. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 31, 32, 50, 64, 100, 128, 131})
  void solvesWhatWasSummed(int d) {
    SplittableRandom random = new SplittableRandom(d);
    int count = 2 * d;
    float[] vectors = new float[count * d];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    NormalEquations system = new NormalEquations(d);
    system.reset(new float[d * d], 0, d);
    SymmetricUpdate.add(d, count, 1, vectors, 0, system.a, 0, d);
    double[] wanted = new double[d];
    double[] product = new double[d];
    for (int i = 0; i < d; i++) {
      wanted[i] = random.nextGaussian();
      product[i] = d * wanted[i];
    }
    for (int p = 0; p < count; p++) {
      double along = 0;
      for (int i = 0; i < d; i++) {
        along += vectors[p * d + i] * wanted[i];
      }
      for (int i = 0; i < d; i++) {
        product[i] += along * vectors[p * d + i];
      }
    }
    for (int i = 0; i < d; i++) {
      system.b[i] = (float) product[i];
    }
    system.solve();
    for (int i = 0; i < d; i++) {
      assertThat((double) system.b[i]).isCloseTo(wanted[i], within(1e-3));
    }
  }
}
