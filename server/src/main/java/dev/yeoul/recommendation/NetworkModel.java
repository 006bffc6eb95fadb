package dev.yeoul.recommendation;

import java.util.Arrays;

/** A trained network, run over the latest events of a history. */
final class NetworkModel implements Model {
  private final NetworkWeights weights;

  /** By layer and channel. */
  private final float[][] decays;

  /** The items' vectors transposed, d by items: scores are sums over whole rows. */
  private final float[] byDimension;

  NetworkModel(NetworkWeights weights) {
    this.weights = weights;
    decays = new float[weights.layers][weights.d];
    for (int layer = 0; layer < weights.layers; layer++) {
      for (int c = 0; c < weights.d; c++) {
        decays[layer][c] = weights.decay(layer, c);
      }
    }
    byDimension = new float[weights.items * weights.d];
    for (int i = 0; i < weights.items; i++) {
      for (int c = 0; c < weights.d; c++) {
        byDimension[c * weights.items + i] = weights.values[weights.vector(i) + c];
      }
    }
  }

  @Override
  public void score(History history, float[] scores) {
    float[] output = output(history.latest(SequenceNetwork.PIECE));
    System.arraycopy(weights.values, weights.bias(0), scores, 0, scores.length);
    for (int c = 0; c < weights.d; c++) {
      addRow(scores, c * scores.length, output[c]);
    }
  }

  private void addRow(float[] scores, int at, float weight) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] += weight * byDimension[at + i];
    }
  }

  /** The normalized output after the last event; zeros for an empty history. */
  private float[] output(History history) {
    int d = weights.d;
    float[] stream = new float[d];
    float[][] memory = new float[weights.layers][d];
    float scale = (float) Math.sqrt(d);
    for (int item : history.items()) {
      for (int c = 0; c < d; c++) {
        stream[c] = scale * weights.values[weights.vector(item) + c];
      }
      for (int layer = 0; layer < weights.layers; layer++) {
        step(layer, stream, memory[layer]);
      }
    }
    return normalized(stream);
  }

  private void step(int layer, float[] stream, float[] memory) {
    int d = weights.d;
    float[] input = normalized(stream);
    float[] into = product(input, weights.into(layer));
    float[] gate = product(input, weights.gate(layer));
    for (int c = 0; c < d; c++) {
      float decay = decays[layer][c];
      memory[c] = decay * memory[c] + intake(decay) * into[c];
      into[c] = memory[c] * gate[c] * Exponentials.sigmoid(gate[c]);
    }
    float[] out = product(into, weights.out(layer));
    for (int c = 0; c < d; c++) {
      stream[c] += out[c];
    }
  }

  /** What a channel takes in, so that its memory keeps the deviation of its inputs. */
  static float intake(float decay) {
    return (float) Math.sqrt(1 - decay * decay + 1e-6f);
  }

  private float[] product(float[] row, int matrix) {
    float[] result = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      int at = matrix + i * row.length;
      for (int j = 0; j < row.length; j++) {
        result[j] += row[i] * weights.values[at + j];
      }
    }
    return result;
  }

  private static float[] normalized(float[] row) {
    float sum = 0;
    float squares = 0;
    for (float value : row) {
      sum += value;
      squares += value * value;
    }
    float mean = sum / row.length;
    float scale = (float) (1 / Math.sqrt(Math.max(0, squares / row.length - mean * mean) + 1e-6));
    float[] result = Arrays.copyOf(row, row.length);
    for (int i = 0; i < result.length; i++) {
      result[i] = (result[i] - mean) * scale;
    }
    return result;
  }
}
