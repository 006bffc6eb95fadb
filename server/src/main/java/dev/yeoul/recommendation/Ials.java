package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Interactions.Columns;
import dev.yeoul.recommendation.MatrixProduct.Operand;
import java.util.SplittableRandom;

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
    Columns columns = data.columns();
    float[] userVectors = new float[Math.multiplyExact(data.userCount(), dimensions)];
    float[] itemVectors = initial(Math.multiplyExact(data.itemCount(), dimensions));
    float[] byRow = data.strengths();
    float[] byColumn = new float[byRow.length];
    for (int e = 0; e < byColumn.length; e++) {
      byColumn[e] = byRow[columns.position()[e]];
    }
    Side rows = new Side(data.starts, data.item, byRow);
    Side cols = new Side(columns.starts(), columns.user(), byColumn);
    for (int epoch = 0; epoch < epochs; epoch++) {
      half(rows, itemVectors, userVectors, workers);
      half(cols, userVectors, itemVectors, workers);
    }
    float[] gram = gram(itemVectors, workers);
    return new IalsModel(this, itemVectors, gram);
  }

  /** The events of one side: vector x's are entries starts[x] to starts[x + 1] - 1. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Side(int[] starts, int[] others, float[] strengths) {
    int size() {
      return starts.length - 1;
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
          for (int x = first; x < end; x++) {
            int events = side.starts()[x + 1] - side.starts()[x];
            system.reset(gram, (float) alpha0, penalty(events, others));
            addEvents(side, x, from, system);
            system.solve();
            System.arraycopy(system.b, 0, to, x * dimensions, dimensions);
          }
        });
  }

  /** Gathers the events' vectors, each times its strength's root, and adds their product to A. */
  private void addEvents(Side side, int x, float[] from, NormalEquations system) {
    int d = dimensions;
    int events = side.starts()[x + 1] - side.starts()[x];
    float[] gathered = new float[Math.min(events, 512) * d];
    for (int start = 0; start < events; start += 512) {
      int count = Math.min(512, events - start);
      for (int e = 0; e < count; e++) {
        int entry = side.starts()[x] + start + e;
        float strength = side.strengths()[entry];
        float root = (float) Math.sqrt(strength);
        int at = side.others()[entry] * d;
        for (int j = 0; j < d; j++) {
          gathered[e * d + j] = root * from[at + j];
          system.b[j] += strength * from[at + j];
        }
      }
      addSquare(gathered, count, system.a);
    }
  }

  /** The part from the diagonal on of a += V'V, V count by d. */
  private void addSquare(float[] vectors, int count, float[] a) {
    int d = dimensions;
    for (int i = 0; i < d; i += STRIPE) {
      MatrixProduct.add(
          Math.min(STRIPE, d - i),
          d - i,
          count,
          1,
          Operand.transposed(vectors, i, d),
          Operand.of(vectors, i, d),
          a,
          i * d + i,
          d);
    }
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
