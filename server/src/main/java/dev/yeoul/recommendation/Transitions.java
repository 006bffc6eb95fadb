package dev.yeoul.recommendation;

import dev.yeoul.recommendation.Interactions.Columns;

/**
 * What follows what: a first-order Markov chain whose counts also take, weaker, what comes a few
 * events later. The estimate of j after i is the decayed count over the number of i's users plus a
 * prior.
 *
 * @param ahead how many events a transition may span, at least 1
 * @param decay what each further event of distance multiplies a count with, from 0 to 1
 * @param prior added to the number of users, above 0: doubts items that few took
 * @param kernel how the history's latest events count when scoring
 */
record Transitions(int ahead, double decay, double prior, HistoryKernel kernel) implements Recipe {
  private static final int MOST = 300;

  @Override
  public NeighbourModel train(Interactions data, Workers workers) {
    Columns columns = data.columns();
    float[] weights = new float[ahead];
    for (int d = 0; d < ahead; d++) {
      weights[d] = (float) Math.pow(decay, d);
    }
    return NeighbourModel.of(
        data.itemCount(),
        MOST,
        (item, sums) -> {
          int from = columns.starts()[item];
          int end = columns.starts()[item + 1];
          float scale = (float) (1 / (end - from + prior));
          for (int e = from; e < end; e++) {
            int position = columns.position()[e];
            int stop = Math.min(data.starts[columns.user()[e] + 1], position + 1 + ahead);
            for (int p = position + 1; p < stop; p++) {
              sums[data.item[p]] += scale * weights[p - position - 1];
            }
          }
        },
        kernel,
        workers);
  }
}
