package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * All numbers that a network learns, in one array: items' vectors (items by d), items' biases, then
 * for each layer the matrices into the recurrence, into the gate and out of both (d by d each) and
 * the logits of the channels' decays (d).
 */
final class NetworkWeights {
  final int items;
  final int d;
  final int layers;
  final float[] values;

  NetworkWeights(int items, int d, int layers) {
    this.items = items;
    this.d = d;
    this.layers = layers;
    values = new float[Math.addExact(Math.multiplyExact(items, d + 1), layers * (3 * d * d + d))];
  }

  /** Random matrices, and memories from a third of an event to a hundred events long. */
  static NetworkWeights initial(int items, int d, int layers, long seed) {
    NetworkWeights weights = new NetworkWeights(items, d, layers);
    SplittableRandom random = new SplittableRandom(seed);
    double deviation = 1 / Math.sqrt(d);
    for (int i = 0; i < items * d; i++) {
      weights.values[i] = (float) (deviation * random.nextGaussian());
    }
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < 3 * d * d; i++) {
        weights.values[weights.into(layer) + i] = (float) (deviation * random.nextGaussian());
      }
      for (int c = 0; c < d; c++) {
        double halfLife = 0.3 * Math.pow(300, c / (d - 1.0));
        double decay = Math.pow(0.5, 1 / halfLife);
        weights.values[weights.decays(layer) + c] = (float) Math.log(decay / (1 - decay));
      }
    }
    return weights;
  }

  NetworkWeights zeros() {
    return new NetworkWeights(items, d, layers);
  }

  void clear() {
    Arrays.fill(values, 0);
  }

  int vector(int item) {
    return item * d;
  }

  int bias(int item) {
    return items * d + item;
  }

  /** Where the matrix into the recurrence begins. */
  int into(int layer) {
    return items * (d + 1) + layer * (3 * d * d + d);
  }

  int gate(int layer) {
    return into(layer) + d * d;
  }

  int out(int layer) {
    return into(layer) + 2 * d * d;
  }

  int decays(int layer) {
    return into(layer) + 3 * d * d;
  }

  /** What a channel keeps from one event to the next, between 0 and 1. */
  float decay(int layer, int channel) {
    return (float) (1 / (1 + Math.exp(-values[decays(layer) + channel])));
  }
}
