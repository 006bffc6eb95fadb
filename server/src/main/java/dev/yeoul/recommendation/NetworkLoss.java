package dev.yeoul.recommendation;

import dev.yeoul.recommendation.MatrixProduct.Operand;

/**
 * The cross-entropy of the next items. The softmax's denominator is the target's own term plus
 * those of drawn items, scaled up to all items; a drawn item that is the target is left out.
 */
final class NetworkLoss {
  private final NetworkWeights weights;
  private final NetworkBatch batch;
  private final float[] outputs;
  private final int[] drawn;
  private final int size;
  private final int d;
  private double sum;

  NetworkLoss(NetworkWeights weights, NetworkBatch batch, float[] outputs, int[] drawn) {
    this.weights = weights;
    this.batch = batch;
    this.outputs = outputs;
    this.drawn = drawn;
    size = batch.size();
    d = weights.d;
  }

  /** The sum over the positions, after backward(). */
  double sum() {
    return sum;
  }

  /**
   * Adds to the items' gradients.
   *
   * @return the gradient of the outputs, size by d
   */
  float[] backward(NetworkWeights gradient, int positions) {
    int k = drawn.length;
    float[] vectors = new float[k * d];
    float[] logits = new float[size * k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(weights.values, weights.vector(drawn[i]), vectors, i * d, d);
      logits[i] = weights.values[weights.bias(drawn[i])];
    }
    for (int p = 1; p < size; p++) {
      System.arraycopy(logits, 0, logits, p * k, k);
    }
    MatrixProduct.add(
        size, k, d, 1, Operand.of(outputs, 0, d), Operand.transposed(vectors, 0, d), logits, 0, k);
    float[] toOutputs = new float[size * d];
    for (int p = 0; p < size; p++) {
      softmax(p, logits, toOutputs, gradient, 1f / positions);
    }
    MatrixProduct.add(
        size, d, k, 1, Operand.of(logits, 0, k), Operand.of(vectors, 0, d), toOutputs, 0, d);
    float[] toVectors = new float[k * d];
    MatrixProduct.add(
        k,
        d,
        size,
        1,
        Operand.transposed(logits, 0, k),
        Operand.of(outputs, 0, d),
        toVectors,
        0,
        d);
    addDrawn(logits, toVectors, gradient);
    return toOutputs;
  }

  /** Turns a position's logits into their gradients, and does the target's part. */
  private void softmax(
      int p, float[] logits, float[] toOutputs, NetworkWeights gradient, float share) {
    int k = drawn.length;
    int at = p * k;
    int target = batch.targets()[p];
    int vector = weights.vector(target);
    float own = weights.values[weights.bias(target)];
    for (int c = 0; c < d; c++) {
      own += outputs[p * d + c] * weights.values[vector + c];
    }
    float largest = own;
    for (int i = 0; i < k; i++) {
      if (drawn[i] == target) {
        logits[at + i] = Float.NEGATIVE_INFINITY;
      }
      largest = Math.max(largest, logits[at + i]);
    }
    float others = Exponentials.replace(logits, at, k, largest) * weights.items / k;
    float ofTarget = Exponentials.exp(own - largest);
    float scale = share / (ofTarget + others);
    float toOwn = ofTarget * scale - share;
    sum += Math.log(ofTarget + others) - (own - largest);
    float scaled = scale * weights.items / k;
    for (int i = at; i < at + k; i++) {
      logits[i] *= scaled;
    }
    gradient.values[weights.bias(target)] += toOwn;
    for (int c = 0; c < d; c++) {
      toOutputs[p * d + c] += toOwn * weights.values[vector + c];
      gradient.values[vector + c] += toOwn * outputs[p * d + c];
    }
  }

  private void addDrawn(float[] toLogits, float[] toVectors, NetworkWeights gradient) {
    int k = drawn.length;
    float[] toBiases = new float[k];
    for (int p = 0; p < size; p++) {
      for (int i = 0; i < k; i++) {
        toBiases[i] += toLogits[p * k + i];
      }
    }
    for (int i = 0; i < k; i++) {
      gradient.values[weights.bias(drawn[i])] += toBiases[i];
      int vector = weights.vector(drawn[i]);
      for (int c = 0; c < d; c++) {
        gradient.values[vector + c] += toVectors[i * d + c];
      }
    }
  }
}
