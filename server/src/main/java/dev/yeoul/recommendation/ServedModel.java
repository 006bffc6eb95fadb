package dev.yeoul.recommendation;

import java.time.Instant;

/**
 * What a node recommends with. Immutable, for any number of threads, in flat arrays. Its items are
 * the series that anybody watched, numbered from 0.
 */
final class ServedModel implements Model {
  private final String version;
  private final Instant trainedAt;
  private final long[] seriesIds;
  private final ServedBlend blend;
  private final SimilarTitles similar;

  private final SeriesIndex items;

  /**
   * Over arrays that it keeps.
   *
   * @param seriesIds by item, distinct
   */
  ServedModel(
      String version,
      Instant trainedAt,
      long[] seriesIds,
      ServedBlend blend,
      SimilarTitles similar) {
    this.version = version;
    this.trainedAt = trainedAt;
    this.seriesIds = seriesIds;
    this.blend = blend;
    this.similar = similar;
    items = new SeriesIndex(seriesIds);
  }

  String version() {
    return version;
  }

  Instant trainedAt() {
    return trainedAt;
  }

  /** How many items it has. */
  int size() {
    return seriesIds.length;
  }

  long seriesId(int item) {
    return seriesIds[item];
  }

  /** The item that a series is, or -1 where nobody had watched it. */
  int item(long seriesId) {
    return items.of(seriesId);
  }

  /**
   * Personal scores of all items; higher is better. Without a history, or with one of which nothing
   * is known, what is popular.
   *
   * @param history items of this model, oldest first
   * @param scores overwritten, one an item
   */
  @Override
  public void score(History history, float[] scores) {
    blend.score(history, scores);
  }

  /** By item how many watched it, lately counting more; at least 0, do not change. */
  float[] popular() {
    return blend.popular();
  }

  /**
   * What is like a series, by who watches it and by what is written about it; best first. Also for
   * series that nobody watched, of which there is something written.
   */
  Ranked similar(long seriesId, int most) {
    return similar.of(seriesId, most);
  }

  /** What it holds in memory. */
  long bytes() {
    return blend.bytes() + similar.bytes() + 8L * seriesIds.length + items.bytes();
  }

  ServedBlend blend() {
    return blend;
  }

  SimilarTitles similarTitles() {
    return similar;
  }
}
