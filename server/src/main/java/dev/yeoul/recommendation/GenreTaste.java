package dev.yeoul.recommendation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much a viewer cares for genres. */
final class GenreTaste {
  /** The newest title counts 1, the one that is so many titles older half. */
  private static final double HALF_LIFE = 10;

  /** What a genre named at sign-up counts. */
  private static final double NAMED = 1;

  private final Map<String, Double> weights = new HashMap<>();

  /** Of titles, the one watched last first, and of genres that the viewer named. */
  GenreTaste(Collection<Title> watched, Collection<String> named) {
    int age = 0;
    for (Title title : watched) {
      double weight = Math.pow(0.5, age++ / HALF_LIFE);
      title.genres().forEach(genre -> weights.merge(genre, weight, Double::sum));
    }
    named.forEach(genre -> weights.merge(genre, NAMED, Double::sum));
  }

  /** The genres that count most, at most so many. */
  List<String> top(int most) {
    return weights.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How much of the taste a title's genres make, 0 to 1. */
  float of(Title title) {
    double all = 0;
    for (double weight : weights.values()) {
      all += weight;
    }
    double its = 0;
    for (String genre : title.genres()) {
      its += weights.getOrDefault(genre, 0.0);
    }
    return all == 0 ? 0 : (float) (its / all);
  }
}
