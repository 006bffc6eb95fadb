package dev.yeoul.recommendation;

import java.util.Arrays;

/**
 * The same for everybody: how many users took each item, lately or ever. The floor that every other
 * model must beat, and the answer for a viewer without a history.
 */
final class PopularModel implements Model {
  private final float[] counts;

  private PopularModel(float[] counts) {
    this.counts = counts;
  }

  /** The number of users of each item. */
  static PopularModel ofAllTime(Interactions interactions) {
    return ofAllTime(interactions.item, interactions.itemCount());
  }

  /**
   * The number of users of each item.
   *
   * @param taken the item of each event
   */
  static PopularModel ofAllTime(int[] taken, int itemCount) {
    float[] counts = new float[itemCount];
    for (int item : taken) {
      counts[item]++;
    }
    return new PopularModel(counts);
  }

  /**
   * Each user of an item counts 0.5^(age / half-life), age before the latest event of all.
   *
   * @param halfLife in the unit of the times, above 0
   */
  static PopularModel decayed(Interactions interactions, double halfLife) {
    double latest = Arrays.stream(interactions.time).max().orElse(0);
    float[] counts = new float[interactions.itemCount()];
    for (int p = 0; p < interactions.size(); p++) {
      double age = (latest - interactions.time[p]) / halfLife;
      counts[interactions.item[p]] += (float) Math.pow(0.5, age);
    }
    return new PopularModel(counts);
  }

  @Override
  public void score(History history, float[] scores) {
    System.arraycopy(counts, 0, scores, 0, counts.length);
  }
}
