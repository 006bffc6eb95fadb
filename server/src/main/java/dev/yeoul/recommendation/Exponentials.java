package dev.yeoul.recommendation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials of many numbers at once, with the Vector API: for training only. They have the same
 * bits interpreted and compiled, so a training does not depend on when the JVM compiled what. The
 * Vector API's own have not: its EXP is another function once it is compiled, and its sum of lanes
 * has no order.
 *
 * <p>exp(x) = 2^n exp(r) with n = x / ln 2, rounded, and ln 2 in two parts (Cody and Waite 1980,
 * "Software Manual for the Elementary Functions"); exp(r) by the polynomial of expf in the Cephes
 * library (Moshier 1989). The relative error is under 1e-7; results under 2^-126 are rounded to
 * what a float can hold besides.
 */
final class Exponentials {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** From here on downwards the result is 0, from {@link #MOST} on upwards infinite. */
  private static final float LEAST = -104;

  private static final float MOST = 89;

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0x1.63p-1f;
  private static final float LN2_LOW = -2.1219444e-4f;

  /** 1.5 * 2^23: added to a number it leaves the nearest whole one in the last bits. */
  private static final float SHIFT = 0x1.8p23f;

  private static final int SHIFT_BITS = Float.floatToRawIntBits(SHIFT);

  private static final float P0 = 1.9875691e-4f;
  private static final float P1 = 1.3981999e-3f;
  private static final float P2 = 8.333452e-3f;
  private static final float P3 = 4.1665796e-2f;
  private static final float P4 = 1.6666666e-1f;
  private static final float P5 = 0.5f;

  private static final int BIAS = 127;
  private static final int MANTISSA = 23;

  private Exponentials() {}

  /**
   * Replaces each x by exp(x - largest) and returns their sum, whose order depends on the length of
   * this processor's vectors alone.
   */
  static float replace(float[] values, int at, int count, float largest) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int end = at + SPECIES.loopBound(count);
    int i = at;
    for (; i < end; i += SPECIES.length()) {
      FloatVector powers = exp(FloatVector.fromArray(SPECIES, values, i).sub(largest));
      powers.intoArray(values, i);
      sums = sums.add(powers);
    }
    float sum = 0;
    for (float lane : sums.toArray()) {
      sum += lane;
    }
    for (; i < at + count; i++) {
      values[i] = exp(values[i] - largest);
      sum += values[i];
    }
    return sum;
  }

  /** {@link #sigmoid} of each x. */
  static float[] sigmoids(float[] values) {
    float[] result = new float[values.length];
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int end = SPECIES.loopBound(values.length);
    int i = 0;
    for (; i < end; i += SPECIES.length()) {
      FloatVector powers = exp(FloatVector.fromArray(SPECIES, values, i).neg());
      one.div(powers.add(1)).intoArray(result, i);
    }
    for (; i < values.length; i++) {
      result[i] = sigmoid(values[i]);
    }
    return result;
  }

  /** 1 / (1 + exp(-x)). */
  static float sigmoid(float x) {
    return 1 / (exp(-x) + 1);
  }

  /** Step by step what {@link #exp(FloatVector)} does. */
  static float exp(float x) {
    float bounded = Math.min(Math.max(x, LEAST), MOST);
    float shifted = Math.fma(bounded, LOG2_E, SHIFT);
    float whole = shifted - SHIFT;
    float rest = Math.fma(whole, -LN2_LOW, Math.fma(whole, -LN2_HIGH, bounded));
    float sum = Math.fma(P0, rest, P1);
    sum = Math.fma(sum, rest, P2);
    sum = Math.fma(sum, rest, P3);
    sum = Math.fma(sum, rest, P4);
    sum = Math.fma(sum, rest, P5);
    float power = Math.fma(sum, rest * rest, rest) + 1;
    int n = Float.floatToRawIntBits(shifted) - SHIFT_BITS;
    int half = n >> 1;
    return power * powerOfTwo(half) * powerOfTwo(n - half);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + BIAS) << MANTISSA);
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(LEAST).min(MOST);
    FloatVector shifted = bounded.fma(all(LOG2_E), all(SHIFT));
    FloatVector whole = shifted.sub(SHIFT);
    FloatVector rest = whole.fma(all(-LN2_LOW), whole.fma(all(-LN2_HIGH), bounded));
    FloatVector sum = all(P0).fma(rest, all(P1));
    sum = sum.fma(rest, all(P2));
    sum = sum.fma(rest, all(P3));
    sum = sum.fma(rest, all(P4));
    sum = sum.fma(rest, all(P5));
    FloatVector power = sum.fma(rest.mul(rest), rest).add(1);
    IntVector n = shifted.reinterpretAsInts().sub(SHIFT_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return power.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
