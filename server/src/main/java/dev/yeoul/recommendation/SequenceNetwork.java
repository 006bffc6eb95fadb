package dev.yeoul.recommendation;

import java.util.SplittableRandom;

/**
 * A small recurrent network that predicts the next item: item vectors go through layers of gated,
 * diagonal linear recurrences, each channel with a memory of its own learned length (Orvieto et al.
 * 2023, "Resurrecting Recurrent Neural Networks for Long Sequences"; Yue et al. 2024, "Linear
 * Recurrent Units for Sequential Recommendation"), and the last output is compared with the same
 * item vectors. Trained by Adam on the softmax cross-entropy, whose denominator is estimated from
 * items drawn anew for each step (Klenitskiy and Vasilev 2023, "Turning Dross Into Gold Loss").
 *
 * @param dimensions of the vectors, at least 2
 * @param layers at least 1
 * @param epochs passes over the sequences, at least 1
 * @param negatives items drawn a step
 * @param rate Adam's step, at its largest
 * @param dropout share of the inputs' values that is dropped in training, from 0 to below 1
 */
record SequenceNetwork(
    int dimensions, int layers, int epochs, int negatives, double rate, double dropout, long seed)
    implements Recipe {
  /** How many of a user's latest events are trained on, in pieces; and looked at when scoring. */
  static final int LONGEST = 400;

  static final int PIECE = 200;

  /** Positions a step. */
  private static final int BATCH = 2048;

  /** Parts of a step that are computed apart and added up in order, whatever the threads. */
  private static final int SHARDS = 4;

  @Override
  public NetworkModel train(Interactions data, Workers workers) {
    NetworkWeights weights = NetworkWeights.initial(data.itemCount(), dimensions, layers, seed);
    return new NetworkModel(new Training(data, weights, workers).run());
  }

  private final class Training {
    private final Interactions data;
    private final NetworkWeights weights;
    private final Workers workers;
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Adam adam;

    /** Pieces of histories: piece i is the positions from[i] to end[i] - 1. */
    private int[] from = new int[0];

    private int[] end = new int[0];

    private final NetworkWeights[] gradients = new NetworkWeights[SHARDS];

    Training(Interactions data, NetworkWeights weights, Workers workers) {
      this.data = data;
      this.weights = weights;
      this.workers = workers;
      adam = new Adam(weights.values.length);
      for (int s = 0; s < SHARDS; s++) {
        gradients[s] = weights.zeros();
      }
      cut();
    }

    private void cut() {
      int count = 0;
      for (int pass = 0; pass < 2; pass++) {
        count = 0;
        for (int u = 0; u < data.userCount(); u++) {
          int first = Math.max(data.starts[u], data.starts[u + 1] - LONGEST);
          for (int e = data.starts[u + 1]; e - first >= 2; e -= PIECE) {
            if (pass == 1) {
              from[count] = Math.max(first, e - PIECE);
              end[count] = e;
            }
            count++;
          }
        }
        if (pass == 0) {
          from = new int[count];
          end = new int[count];
        }
      }
    }

    NetworkWeights run() {
      long positions = 0;
      for (int i = 0; i < from.length; i++) {
        positions += end[i] - from[i] - 1;
      }
      double steps = Math.max(1, epochs * (double) positions / BATCH);
      int step = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        shuffle();
        for (int piece = 0; piece < from.length; ) {
          int first = piece;
          int size = 0;
          while (piece < from.length && size < BATCH) {
            size += end[piece] - from[piece] - 1;
            piece++;
          }
          step(first, piece, size, rateAt(step++ / steps));
        }
      }
      return weights;
    }

    /** Rises over the first twentieth, then falls to nothing along a cosine. */
    private double rateAt(double share) {
      double warm = Math.min(1, share / 0.05 + 0.01);
      return rate * warm * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share)));
    }

    private void shuffle() {
      for (int i = from.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = from[i];
        from[i] = from[j];
        from[j] = swapped;
        swapped = end[i];
        end[i] = end[j];
        end[j] = swapped;
      }
    }

    private void step(int first, int last, int size, double rate) {
      int[] drawn = new int[Math.min(negatives, data.itemCount())];
      for (int k = 0; k < drawn.length; k++) {
        drawn[k] = drawn.length == data.itemCount() ? k : random.nextInt(data.itemCount());
      }
      long stepSeed = random.nextLong();
      workers.each(
          SHARDS,
          s -> {
            int share = (last - first + SHARDS - 1) / SHARDS;
            int start = Math.min(last, first + s * share);
            int stop = Math.min(last, start + share);
            gradients[s].clear();
            if (start < stop) {
              NetworkBatch batch = NetworkBatch.of(data, from, end, start, stop);
              new NetworkPass(weights, batch, dropout, stepSeed + s)
                  .backward(drawn, gradients[s], size);
            }
          });
      adam.step(weights.values, gradients, rate, workers);
    }
  }
}
