package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One field of all titles as TF-IDF vectors of length 1: a term counts <code>
 * (1 + ln tf) ln(1 + titles / df)</code>. Held by titles and by terms, so that a title's cosines
 * with all others cost one pass over the titles that share a term with it.
 */
final class TermVectors {
  /** Title i has the entries starts[i] to starts[i + 1] - 1. */
  private final int[] starts;

  private final int[] terms;
  private final float[] weights;

  /** Term t is at the places from[t] to from[t + 1] - 1. */
  private final int[] from;

  private final int[] titles;
  private final float[] places;

  private TermVectors(int[] starts, int[] terms, float[] weights, int vocabulary) {
    this.starts = starts;
    this.terms = terms;
    this.weights = weights;
    this.from = new int[vocabulary + 1];
    this.titles = new int[terms.length];
    this.places = new float[terms.length];
    transpose();
  }

  /** Of each title's terms; repeated ones count more. */
  static TermVectors of(List<List<String>> fields) {
    Map<String, Integer> vocabulary = new HashMap<>();
    int[] starts = new int[fields.size() + 1];
    int[] terms = new int[fields.stream().mapToInt(List::size).sum()];
    float[] weights = new float[terms.length];
    int size = 0;
    for (int title = 0; title < fields.size(); title++) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      fields.get(title).forEach(term -> counts.merge(term, 1, Integer::sum));
      for (Map.Entry<String, Integer> count : counts.entrySet()) {
        terms[size] = vocabulary.computeIfAbsent(count.getKey(), term -> vocabulary.size());
        weights[size++] = (float) (1 + Math.log(count.getValue()));
      }
      starts[title + 1] = size;
    }
    int[] kept = Arrays.copyOf(terms, size);
    weigh(starts, kept, weights, vocabulary.size());
    return new TermVectors(starts, kept, weights, vocabulary.size());
  }

  private static void weigh(int[] starts, int[] terms, float[] weights, int vocabulary) {
    int count = starts.length - 1;
    int[] frequencies = new int[vocabulary];
    for (int term : terms) {
      frequencies[term]++;
    }
    for (int title = 0; title < count; title++) {
      double squares = 0;
      for (int p = starts[title]; p < starts[title + 1]; p++) {
        weights[p] *= (float) Math.log1p((double) count / frequencies[terms[p]]);
        squares += weights[p] * weights[p];
      }
      float length = (float) Math.sqrt(squares);
      for (int p = starts[title]; p < starts[title + 1]; p++) {
        weights[p] /= length;
      }
    }
  }

  private void transpose() {
    for (int term : terms) {
      from[term + 1]++;
    }
    for (int term = 1; term < from.length; term++) {
      from[term] += from[term - 1];
    }
    int[] next = from.clone();
    for (int title = 0; title < starts.length - 1; title++) {
      for (int p = starts[title]; p < starts[title + 1]; p++) {
        int at = next[terms[p]]++;
        titles[at] = title;
        places[at] = weights[p];
      }
    }
  }

  /** Adds the title's cosine with each title, times a factor, to that title's sum. */
  void addCosines(int title, float factor, float[] sums) {
    for (int p = starts[title]; p < starts[title + 1]; p++) {
      float weight = factor * weights[p];
      for (int place = from[terms[p]]; place < from[terms[p] + 1]; place++) {
        sums[titles[place]] += weight * places[place];
      }
    }
  }
}
