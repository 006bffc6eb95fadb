package dev.yeoul.recommendation;

import java.util.List;

/**
 * How an evaluation goes.
 *
 * @param cutoffs the k's, each at least 1
 * @param excludeSeen whether what a user already took is left out of the ranking
 * @param threads at least 1; changes nothing but the time
 * @param explain whether to tell what was tried
 */
public record EvaluationSettings(
    ModelName model,
    List<Integer> cutoffs,
    boolean excludeSeen,
    long seed,
    int threads,
    boolean explain) {
  public EvaluationSettings {
    cutoffs = cutoffs.stream().sorted().distinct().toList();
    if (cutoffs.isEmpty() || cutoffs.getFirst() < 1) {
      throw new RecommendationException("--k needs numbers of at least 1, such as 10,100");
    }
    threads = Workers.possible(threads);
  }

  int most() {
    return cutoffs.getLast();
  }
}
