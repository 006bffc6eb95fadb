package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialsTest {
  private static final int COUNT = 77; // of whole vectors and a rest
  private static final float LARGEST = 3;

  @Test
  void vectors_have_the_bits_of_single_numbers() {
    float[] numbers = numbers();
    float[] expected = new float[COUNT];
    float[] gates = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      expected[i] = Exponentials.exp(numbers[i] - LARGEST);
      gates[i] = Exponentials.sigmoid(numbers[i]);
    }
    assertThat(Exponentials.sigmoids(numbers)).isEqualTo(gates);
    assertThat(Exponentials.replace(numbers, 0, COUNT, LARGEST)).isPositive();
    assertThat(numbers).isEqualTo(expected);
  }

  private static float[] numbers() {
    Random random = new Random(1);
    float[] numbers = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = (float) (10 * random.nextGaussian());
    }
    numbers[5] = Float.NEGATIVE_INFINITY;
    numbers[6] = -95;
    numbers[76] = Float.NEGATIVE_INFINITY;
    return numbers;
  }

  @Test
  void the_error_is_under_a_ten_millionth() {
    double most = 0;
    for (int i = 0; i < 1_200_000; i++) {
      float x = -110 + i * 1.65e-4f; // to 88
      double exact = Math.exp(x);
      double off = Math.abs(Exponentials.exp(x) - exact);
      most = Math.max(most, off / (exact + 5e6 * Float.MIN_VALUE));
    }
    assertThat(most).isBetween(5e-8, 1e-7);
  }

  @Test
  void ends_are_exact() {
    assertThat(Exponentials.exp(0)).isEqualTo(1);
    assertThat(Exponentials.exp(-0f)).isEqualTo(1);
    assertThat(Exponentials.exp(-Float.MAX_VALUE)).isEqualTo(0);
    assertThat(Exponentials.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0);
    assertThat(Exponentials.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Exponentials.exp(Float.NaN)).isNaN();
    assertThat(Exponentials.exp(88.7228f)).isCloseTo(3.4026947e38f, within(5e31f));
    assertThat(Exponentials.sigmoid(200)).isEqualTo(1);
    assertThat(Exponentials.sigmoid(-200)).isEqualTo(0);
    assertThat(Exponentials.sigmoid(0)).isEqualTo(0.5f);
  }

  @Test
  void what_is_left_out_of_a_softmax_adds_nothing() {
    float[] values = new float[COUNT];
    java.util.Arrays.fill(values, Float.NEGATIVE_INFINITY);
    values[70] = 4;
    assertThat(Exponentials.replace(values, 0, COUNT, 4)).isEqualTo(1);
    assertThat(values[69]).isEqualTo(0);
  }
}
