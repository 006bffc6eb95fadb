package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * Which of an array's places a series id stands at: asked for hundreds of times a page, so without
 * boxes and in one look, mostly. Open addressing with linear probing, at most half full.
 */
final class SeriesIndex {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long[] ids;
  private final int[] places;
  private final int shift;

  /** Of distinct ids. */
  SeriesIndex(long[] seriesIds) {
    int bits = Math.max(1, 33 - Integer.numberOfLeadingZeros(seriesIds.length));
    shift = Long.SIZE - bits;
    ids = new long[1 << bits];
    places = new int[1 << bits];
    Arrays.fill(places, -1);
    for (int place = 0; place < seriesIds.length; place++) {
      int slot = slot(seriesIds[place]);
      ids[slot] = seriesIds[place];
      places[slot] = place;
    }
  }

  /** The place, or -1 for an id that is not there. */
  int of(long seriesId) {
    return places[slot(seriesId)];
  }

  /** Where the id is, or where it would go. */
  private int slot(long id) {
    int slot = (int) ((id * GOLDEN) >>> shift);
    while (places[slot] >= 0 && ids[slot] != id) {
      slot = (slot + 1) & (places.length - 1);
    }
    return slot;
  }

  long bytes() {
    return 12L * places.length;
  }
}
