package dev.yeoul.recommendation;

import java.util.List;

/** The sum of item-item models over the same histories. */
record ItemItemSum(List<ItemItemModel> parts) implements Model {
  @Override
  public void score(History history, float[] scores) {
    java.util.Arrays.fill(scores, 0);
    parts.forEach(part -> part.addTo(history, scores));
  }
}
