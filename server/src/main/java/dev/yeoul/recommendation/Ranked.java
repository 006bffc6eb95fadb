package dev.yeoul.recommendation;

import dev.yeoul.catalog.SeriesId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Titles in the order in which a row would like to show them.
 *
 * @param ids series ids
 * @param scores one an id; comparable within the row alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ranked(long[] ids, float[] scores) {
  static final Ranked NONE = new Ranked(new long[0], new float[0]);

  /** An order without figures: the first scores 1, the others less, evenly. */
  static Ranked inOrder(Collection<SeriesId> ids) {
    long[] order = ids.stream().mapToLong(SeriesId::value).toArray();
    float[] scores = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      scores[i] = (float) (order.length - i) / order.length;
    }
    return new Ranked(order, scores);
  }

  static Ranked of(List<Scored> scored) {
    long[] ids = new long[scored.size()];
    float[] scores = new float[scored.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = scored.get(i).id();
      scores[i] = scored.get(i).score();
    }
    return new Ranked(ids, scores);
  }

  /** One of them. */
  record Scored(long id, float score) {}

  /** One by one, each made when it is asked for. */
  Stream<Scored> stream() {
    return IntStream.range(0, ids.length).mapToObj(place -> new Scored(ids[place], scores[place]));
  }

  List<Scored> scored() {
    return stream().toList();
  }

  int size() {
    return ids.length;
  }

  Ranked slice(int from, int end) {
    int start = Math.min(from, ids.length);
    int stop = Math.min(end, ids.length);
    return new Ranked(
        Arrays.copyOfRange(ids, start, stop), Arrays.copyOfRange(scores, start, stop));
  }
}
