package dev.yeoul.recommendation;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * What is like what, by series id, in flat arrays.
 *
 * @param series those that have a row, rising
 * @param starts row i is entries starts[i] to starts[i + 1] - 1, best first; length series + 1
 * @param neighbours the series id of each entry
 * @param scores the score of each entry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SimilarTitles(long[] series, int[] starts, long[] neighbours, float[] scores) {
  /** A series and how near it is; above 0. */
  record Neighbour(long seriesId, float score) {}

  static SimilarTitles of(SortedMap<Long, List<Neighbour>> rows) {
    long[] series = rows.keySet().stream().mapToLong(Long::longValue).toArray();
    int[] starts = new int[series.length + 1];
    int size = rows.values().stream().mapToInt(List::size).sum();
    long[] neighbours = new long[size];
    float[] scores = new float[size];
    int row = 0;
    int at = 0;
    for (List<Neighbour> list : rows.values()) {
      for (Neighbour neighbour : list) {
        neighbours[at] = neighbour.seriesId();
        scores[at++] = neighbour.score();
      }
      starts[++row] = at;
    }
    return new SimilarTitles(series, starts, neighbours, scores);
  }

  /** Best first; none for a series without a row. */
  Ranked of(long seriesId, int most) {
    int row = Arrays.binarySearch(series, seriesId);
    if (row < 0) {
      return Ranked.NONE;
    }
    int from = starts[row];
    int end = Math.min(starts[row + 1], from + most);
    return new Ranked(
        Arrays.copyOfRange(neighbours, from, end), Arrays.copyOfRange(scores, from, end));
  }

  long bytes() {
    return 8L * (series.length + neighbours.length) + 4L * (starts.length + scores.length);
  }
}
