package dev.yeoul.recommendation;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exponentials of many numbers at once, with the Vector API: for training only. */
final class Exponentials {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private Exponentials() {}

  /** Replaces each x by exp(x - largest) and returns their sum. */
  static float replace(float[] values, int at, int count, float largest) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int end = at + SPECIES.loopBound(count);
    int i = at;
    for (; i < end; i += SPECIES.length()) {
      FloatVector powers =
          FloatVector.fromArray(SPECIES, values, i).sub(largest).lanewise(VectorOperators.EXP);
      powers.intoArray(values, i);
      sums = sums.add(powers);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < at + count; i++) {
      values[i] = (float) Math.exp(values[i] - largest);
      sum += values[i];
    }
    return sum;
  }

  /** 1 / (1 + exp(-x)) of each x. */
  static float[] sigmoids(float[] values) {
    float[] result = new float[values.length];
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int end = SPECIES.loopBound(values.length);
    int i = 0;
    for (; i < end; i += SPECIES.length()) {
      FloatVector powers =
          FloatVector.fromArray(SPECIES, values, i).neg().lanewise(VectorOperators.EXP);
      one.div(powers.add(1)).intoArray(result, i);
    }
    for (; i < values.length; i++) {
      result[i] = NetworkModel.sigmoid(values[i]);
    }
    return result;
  }
}
