package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.File;
import org.junit.jupiter.api.Test;

class SequenceNetworkTest {
  @Test
  void every_gradient_is_the_slope_of_the_loss() {
    NetworkWeights weights = NetworkWeights.initial(20, 8, 2, 3);
    NetworkBatch batch =
        new NetworkBatch(
            new int[] {1, 2, 3, 4, 5, 6, 7}, new int[] {2, 3, 4, 9, 6, 7, 8}, new int[] {0, 4, 7});
    NetworkWeights gradient = weights.zeros();
    loss(weights, batch, gradient);
    float step = 1e-2f;
    for (int i = 0; i < weights.values.length; i++) {
      float value = weights.values[i];
      weights.values[i] = value + step;
      double above = loss(weights, batch, weights.zeros());
      weights.values[i] = value - step;
      double below = loss(weights, batch, weights.zeros());
      weights.values[i] = value;
      double slope = (above - below) / (2 * step);
      assertThat((double) gradient.values[i])
          .isCloseTo(slope, within(0.005 * (0.1 + Math.abs(slope))));
    }
  }

  private static double loss(NetworkWeights weights, NetworkBatch batch, NetworkWeights gradient) {
    int[] drawn = {0, 3, 5, 9, 11, 12, 13};
    return new NetworkPass(weights, batch, 0.3, 5).backward(drawn, gradient, 1);
  }

  /** The tests' own JVM has the first compiler alone. */
  @Test
  void a_training_has_the_same_bits_interpreted_and_compiled() throws Exception {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                "target/test-classes" + File.pathSeparator + "target/classes",
                ColdAndWarm.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = other.inputReader()) {
      assertThat(lines.lines().toList()).hasSize(4).containsOnly(ColdAndWarm.bits());
    }
    assertThat(other.waitFor()).isZero();
  }

  @Test
  void serving_computes_what_training_does() {
    NetworkWeights weights = NetworkWeights.initial(20, 8, 2, 3);
    NetworkBatch batch = new NetworkBatch(new int[] {4, 9, 2}, new int[3], new int[] {0, 3});
    float[] outputs = new NetworkPass(weights, batch, 0, 1).outputs();
    float[] scores = new float[20];
    History history = new History(batch.inputs(), new float[] {1, 1, 1}, new double[3]);
    new NetworkModel(weights).score(history, scores);
    for (int i = 0; i < 20; i++) {
      double expected = 0;
      for (int c = 0; c < 8; c++) {
        expected += outputs[2 * 8 + c] * weights.values[weights.vector(i) + c];
      }
      assertThat((double) scores[i]).isCloseTo(expected, within(1e-4));
    }
  }
}
