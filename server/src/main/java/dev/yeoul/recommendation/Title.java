package dev.yeoul.recommendation;

import dev.yeoul.catalog.Series;
import dev.yeoul.platform.Representation;
import java.util.List;

/**
 * A series as rows need it: ready bytes, and what tells it from others.
 *
 * @param countries as the catalogue names them
 * @param genreMask a bit for each genre, by its hash: quick to compare, and seldom shared
 * @param json the series as the API answers it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Title(
    long id,
    String name,
    List<String> genres,
    List<String> countries,
    long genreMask,
    byte[] json) {
  private static final int OVERHEAD_BYTES = 240;

  static Title of(Series series) {
    long mask = 0;
    for (String genre : series.genres()) {
      mask |= bit(genre);
    }
    return new Title(
        series.id().value(),
        series.title(),
        List.copyOf(series.genres()),
        series.countries().stream().map(String::intern).toList(), // thousands have the same few
        mask,
        Representation.bytes(series));
  }

  private static long bit(String genre) {
    return 1L << ((genre.hashCode() * 0x9E3779B9) >>> 26);
  }

  boolean isOf(String genre) {
    return (genreMask & bit(genre)) != 0 && genres.contains(genre);
  }

  int weight() {
    return OVERHEAD_BYTES + json.length;
  }

  /** The share of two titles' genres that both have, 0 to 1. */
  double likeness(Title other) {
    int either = Long.bitCount(genreMask | other.genreMask);
    return either == 0 ? 0 : (double) Long.bitCount(genreMask & other.genreMask) / either;
  }
}
