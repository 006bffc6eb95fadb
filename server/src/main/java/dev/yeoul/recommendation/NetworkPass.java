package dev.yeoul.recommendation;

import dev.yeoul.recommendation.MatrixProduct.Operand;
import java.util.SplittableRandom;

/**
 * One way through a network and back, for a batch; everything in between is kept for the way back.
 */
final class NetworkPass {
  private final NetworkWeights weights;
  private final NetworkBatch batch;
  private final int size;
  private final int d;

  /** 0 or 1 / (1 - dropout) for each input value, times the root of d. */
  private final float[] mask;

  private final float[] stream;
  private final Layer[] layers;
  private final Normalized output;

  /** Rows scaled to mean 0 and deviation 1, and what each was multiplied with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Normalized(float[] rows, float[] scales) {}

  /** What one layer computed, size by d each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Layer(
      Normalized input,
      float[] into,
      float[] gate,
      float[] open,
      float[] memory,
      float[] gated,
      float[] decays) {}

  /** Runs forward. */
  NetworkPass(NetworkWeights weights, NetworkBatch batch, double dropout, long seed) {
    this.weights = weights;
    this.batch = batch;
    size = batch.size();
    d = weights.d;
    mask = mask(dropout, seed);
    stream = new float[size * d];
    for (int p = 0; p < size; p++) {
      int vector = weights.vector(batch.inputs()[p]);
      for (int c = 0; c < d; c++) {
        stream[p * d + c] = mask[p * d + c] * weights.values[vector + c];
      }
    }
    layers = new Layer[weights.layers];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = forward(layer);
    }
    output = normalized(stream);
  }

  private float[] mask(double dropout, long seed) {
    float[] made = new float[size * d];
    float scale = (float) (Math.sqrt(d) / (1 - dropout));
    if (dropout == 0) {
      java.util.Arrays.fill(made, scale);
      return made;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int threshold = (int) (dropout * 65536);
    for (int i = 0; i < made.length; i += 4) {
      long bits = random.nextLong();
      for (int j = i; j < Math.min(made.length, i + 4); j++, bits >>>= 16) {
        made[j] = (bits & 0xffff) < threshold ? 0 : scale;
      }
    }
    return made;
  }

  /** The normalized outputs, size by d. */
  float[] outputs() {
    return output.rows();
  }

  private Normalized normalized(float[] rows) {
    float[] result = new float[rows.length];
    float[] scales = new float[size];
    for (int p = 0; p < size; p++) {
      float sum = 0;
      float squares = 0;
      for (int i = p * d; i < p * d + d; i++) {
        sum += rows[i];
        squares += rows[i] * rows[i];
      }
      float mean = sum / d;
      float scale = (float) (1 / Math.sqrt(Math.max(0, squares / d - mean * mean) + 1e-6));
      scales[p] = scale;
      for (int i = p * d; i < p * d + d; i++) {
        result[i] = (rows[i] - mean) * scale;
      }
    }
    return new Normalized(result, scales);
  }

  private float[] product(float[] rows, int matrix) {
    float[] result = new float[size * d];
    MatrixProduct.add(
        size, d, d, 1, Operand.of(rows, 0, d), Operand.of(weights.values, matrix, d), result, 0, d);
    return result;
  }

  private Layer forward(int layer) {
    Normalized input = normalized(stream);
    float[] into = product(input.rows(), weights.into(layer));
    float[] gate = product(input.rows(), weights.gate(layer));
    float[] decays = new float[d];
    for (int c = 0; c < d; c++) {
      decays[c] = weights.decay(layer, c);
    }
    float[] open = Exponentials.sigmoids(gate);
    float[] memory = remembered(into, decays);
    float[] gated = new float[size * d];
    for (int i = 0; i < gated.length; i++) {
      gated[i] = memory[i] * gate[i] * open[i];
    }
    MatrixProduct.add(
        size,
        d,
        d,
        1,
        Operand.of(gated, 0, d),
        Operand.of(weights.values, weights.out(layer), d),
        stream,
        0,
        d);
    return new Layer(input, into, gate, open, memory, gated, decays);
  }

  private static float[] intakes(float[] decays) {
    float[] intakes = new float[decays.length];
    for (int c = 0; c < decays.length; c++) {
      intakes[c] = NetworkModel.intake(decays[c]);
    }
    return intakes;
  }

  private float[] remembered(float[] into, float[] decays) {
    float[] memory = new float[size * d];
    float[] intakes = intakes(decays);
    for (int s = 0; s + 1 < batch.starts().length; s++) {
      int first = batch.starts()[s];
      for (int p = first; p < batch.starts()[s + 1]; p++) {
        int at = p * d;
        for (int c = 0; c < d; c++) {
          memory[at + c] = intakes[c] * into[at + c];
        }
        for (int c = 0; p > first && c < d; c++) {
          memory[at + c] += decays[c] * memory[at - d + c];
        }
      }
    }
    return memory;
  }

  /**
   * Adds the gradient of the cross-entropy, divided by a number of positions.
   *
   * @param drawn items that estimate the softmax's denominator
   * @return the sum of the cross-entropies over the batch's positions
   */
  double backward(int[] drawn, NetworkWeights gradient, int positions) {
    NetworkLoss loss = new NetworkLoss(weights, batch, output.rows(), drawn);
    float[] toOutput = loss.backward(gradient, positions);
    float[] toStream = new float[size * d];
    addNormalized(toOutput, output, toStream);
    for (int layer = layers.length - 1; layer >= 0; layer--) {
      backward(layer, toStream, gradient);
    }
    for (int p = 0; p < size; p++) {
      int vector = weights.vector(batch.inputs()[p]);
      for (int c = 0; c < d; c++) {
        gradient.values[vector + c] += toStream[p * d + c] * mask[p * d + c];
      }
    }
    return loss.sum();
  }

  private void addNormalized(float[] toRows, Normalized normalized, float[] toStream) {
    float[] rows = normalized.rows();
    for (int p = 0; p < size; p++) {
      float sum = 0;
      float along = 0;
      for (int i = p * d; i < p * d + d; i++) {
        sum += toRows[i];
        along += toRows[i] * rows[i];
      }
      float scale = normalized.scales()[p];
      for (int i = p * d; i < p * d + d; i++) {
        toStream[i] += scale * (toRows[i] - sum / d - rows[i] * along / d);
      }
    }
  }

  private void backward(int number, float[] toStream, NetworkWeights gradient) {
    Layer layer = layers[number];
    addWeights(layer.gated(), toStream, gradient, weights.out(number));
    float[] toGated = transposedProduct(toStream, weights.out(number));
    float[] toMemory = new float[size * d];
    float[] toGate = new float[size * d];
    for (int i = 0; i < toGated.length; i++) {
      float gate = layer.gate()[i];
      float open = layer.open()[i];
      toMemory[i] = toGated[i] * gate * open;
      toGate[i] = toGated[i] * layer.memory()[i] * open * (1 + gate * (1 - open));
    }
    float[] toInto = forgotten(number, toMemory, gradient);
    addWeights(layer.input().rows(), toInto, gradient, weights.into(number));
    addWeights(layer.input().rows(), toGate, gradient, weights.gate(number));
    float[] toInput = transposedProduct(toInto, weights.into(number));
    float[] viaGate = transposedProduct(toGate, weights.gate(number));
    for (int i = 0; i < toInput.length; i++) {
      toInput[i] += viaGate[i];
    }
    addNormalized(toInput, layer.input(), toStream);
  }

  /**
   * The recurrence backwards in time: from the memory's gradient to its inputs' and the decays'.
   */
  private float[] forgotten(int number, float[] toMemory, NetworkWeights gradient) {
    Layer layer = layers[number];
    float[] toInto = new float[size * d];
    float[] toDecay = new float[d];
    float[] decays = layer.decays();
    float[] intakes = intakes(decays);
    for (int s = 0; s + 1 < batch.starts().length; s++) {
      int first = batch.starts()[s];
      for (int p = batch.starts()[s + 1] - 1; p >= first; p--) {
        int at = p * d;
        for (int c = 0; c < d; c++) {
          float to = toMemory[at + c];
          toInto[at + c] = intakes[c] * to;
          toDecay[c] -= to * layer.into()[at + c] * decays[c] / intakes[c];
        }
        for (int c = 0; p > first && c < d; c++) {
          float to = toMemory[at + c];
          toDecay[c] += to * layer.memory()[at - d + c];
          toMemory[at - d + c] += decays[c] * to;
        }
      }
    }
    for (int c = 0; c < d; c++) {
      float decay = layer.decays()[c];
      gradient.values[weights.decays(number) + c] += toDecay[c] * decay * (1 - decay);
    }
    return toInto;
  }

  private void addWeights(float[] rows, float[] toProduct, NetworkWeights gradient, int matrix) {
    MatrixProduct.add(
        d,
        d,
        size,
        1,
        Operand.transposed(rows, 0, d),
        Operand.of(toProduct, 0, d),
        gradient.values,
        matrix,
        d);
  }

  private float[] transposedProduct(float[] rows, int matrix) {
    float[] result = new float[size * d];
    MatrixProduct.add(
        size,
        d,
        d,
        1,
        Operand.of(rows, 0, d),
        Operand.transposed(weights.values, matrix, d),
        result,
        0,
        d);
    return result;
  }
}
