package dev.yeoul.recommendation;

import dev.yeoul.recommendation.MatrixProduct.Operand;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Implicit alternating least squares (Hu, Koren, Volinsky 2008) with the objective of Rendle et al.
 * 2021, "Revisiting the Performance of iALS on Item Recommendation Benchmarks": over users' vectors
 * w and items' vectors h, the sum over events of (w h - 1)^2, plus alpha0 times the sum over all
 * pairs of (w h)^2, plus lambda times each vector's square times (its events + alpha0 * the other
 * side's size)^nu.
 *
 * @param dimensions of the vectors, at least 1
 * @param alpha0 the weight of what was not taken, above 0
 * @param lambda the penalty, above 0
 * @param nu how the penalty grows with the events, 0 to 1
 * @param epochs of both sides, at least 1
 */
record Ials(int dimensions, double alpha0, double lambda, double nu, int epochs, long seed)
    implements Recipe {
  private static final double DEVIATION = 0.1;
  private static final int BLOCK = 32;
  private static final int STRIPE = 32;

  /** Vectors that are gathered at a time: 64 KB of 128 dimensions, which the second cache holds. */
  private static final int GATHERED = 128;

  /** Good on many data sets of a million events. */
  static final Ials DEFAULT = new Ials(128, 0.3, 0.003, 1, 8, 1);

  Ials withSeed(long other) {
    return new Ials(dimensions, alpha0, lambda, nu, epochs, other);
  }

  Ials withAlpha0(double other) {
    return new Ials(dimensions, other, lambda, nu, epochs, seed);
  }

  Ials withLambda(double other) {
    return new Ials(dimensions, alpha0, other, nu, epochs, seed);
  }

  Ials withDimensions(int other) {
    return new Ials(other, alpha0, lambda, nu, epochs, seed);
  }

  @Override
  public IalsModel train(Interactions data, Workers workers) {
    Side users = new Side(data.starts, data.item, data.strengths());
    return train(users, data.itemCount(), workers, half -> {});
  }

  /**
   * Trains on a matrix.
   *
   * @param users a row a user, of items
   * @param halves is told 1 after the users' vectors were solved for, 2 after the items', 3 after
   *     the users' again, up to twice the epochs
   */
  IalsModel train(Side users, int itemCount, Workers workers, IntConsumer halves) {
    float[] userVectors = new float[Math.multiplyExact(users.size(), dimensions)];
    float[] itemVectors = initial(Math.multiplyExact(itemCount, dimensions));
    Side items = users.transposed(itemCount);
    for (int epoch = 0; epoch < epochs; epoch++) {
      half(users, itemVectors, userVectors, workers);
      halves.accept(2 * epoch + 1);
      half(items, userVectors, itemVectors, workers);
      halves.accept(2 * epoch + 2);
    }
    float[] gram = gram(itemVectors, workers);
    return new IalsModel(this, itemVectors, gram);
  }

  /**
   * The events of one side, a sparse matrix in compressed rows.
   *
   * @param starts vector x's are entries starts[x] to starts[x + 1] - 1
   * @param others the vector of the other side of each entry
   * @param strengths of each entry, or of length 0: all are 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Side(int[] starts, int[] others, float[] strengths) {
    static final float[] ONES = {};

    int size() {
      return starts.length - 1;
    }

    float strength(int entry) {
      return strengths.length == 0 ? 1 : strengths[entry];
    }

    /** The other side's, of so many vectors; each row in the order of this side. */
    Side transposed(int otherSize) {
      int[] otherStarts = new int[otherSize + 1];
      for (int other : others) {
        otherStarts[other + 1]++;
      }
      for (int i = 0; i < otherSize; i++) {
        otherStarts[i + 1] += otherStarts[i];
      }
      int[] next = Arrays.copyOf(otherStarts, otherSize);
      int[] entries = new int[others.length];
      float[] moved = new float[strengths.length];
      for (int x = 0; x < size(); x++) {
        for (int e = starts[x]; e < starts[x + 1]; e++) {
          int at = next[others[e]]++;
          entries[at] = x;
          if (moved.length > 0) {
            moved[at] = strengths[e];
          }
        }
      }
      return new Side(otherStarts, entries, moved);
    }
  }

  private float[] initial(int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double deviation = DEVIATION / Math.sqrt(dimensions);
    float[] vectors = new float[length];
    for (int i = 0; i < length; i++) {
      vectors[i] = (float) (deviation * random.nextGaussian());
    }
    return vectors;
  }

  /** The penalty of a vector with so many events, where the other side has so many vectors. */
  float penalty(int events, int others) {
    return (float) (lambda * Math.pow(events + alpha0 * others, nu));
  }

  /** Solves all vectors of a side for the other side's. */
  private void half(Side side, float[] from, float[] to, Workers workers) {
    float[] gram = gram(from, workers);
    int others = from.length / dimensions;
    workers.blocks(
        side.size(),
        BLOCK,
        (first, end) -> {
          NormalEquations system = new NormalEquations(dimensions);
          float[] gathered = new float[GATHERED * dimensions];
          for (int x = first; x < end; x++) {
            int events = side.starts()[x + 1] - side.starts()[x];
            system.reset(gram, (float) alpha0, penalty(events, others));
            for (int e = side.starts()[x]; e < side.starts()[x + 1]; e += GATHERED) {
              int count = Math.min(GATHERED, side.starts()[x + 1] - e);
              addEvents(side, e, count, from, gathered, system);
            }
            system.solve();
            System.arraycopy(system.b, 0, to, x * dimensions, dimensions);
          }
        });
  }

  /** Gathers events' vectors, each times its strength's root, and adds their product to A. */
  private void addEvents(
      Side side, int start, int count, float[] from, float[] gathered, NormalEquations system) {
    int d = dimensions;
    for (int e = 0; e < count; e++) {
      float strength = side.strength(start + e);
      float root = (float) Math.sqrt(strength);
      int at = side.others()[start + e] * d;
      for (int j = 0; j < d; j++) {
        gathered[e * d + j] = root * from[at + j];
        system.b[j] += strength * from[at + j];
      }
    }
    SymmetricUpdate.add(d, count, 1, gathered, 0, system.a, 0, d);
  }

  /** V'V of all vectors; both triangles. */
  private float[] gram(float[] vectors, Workers workers) {
    int d = dimensions;
    int count = vectors.length / d;
    float[] gram = new float[d * d];
    workers.blocks(
        d,
        STRIPE,
        (from, end) ->
            MatrixProduct.add(
                end - from,
                d,
                count,
                1,
                Operand.transposed(vectors, from, d),
                Operand.of(vectors, 0, d),
                gram,
                from * d,
                d));
    return gram;
  }
}
