package dev.yeoul.recommendation;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Impressions that are counted together.
 *
 * @param modelVersion null: of all
 * @param row null: all rows of a page together
 */
record ComparisonGroup(String bucket, @Nullable String modelVersion, @Nullable String row)
    implements Comparable<ComparisonGroup> {
  private static final Comparator<@Nullable String> ALL_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<ComparisonGroup> ORDER =
      Comparator.comparing(ComparisonGroup::row, ALL_FIRST)
          .thenComparing(ComparisonGroup::modelVersion, ALL_FIRST)
          .thenComparing(ComparisonGroup::bucket);

  static ComparisonGroup ofBucket(String bucket) {
    return new ComparisonGroup(bucket, null, null);
  }

  @Override
  public int compareTo(ComparisonGroup other) {
    return ORDER.compare(this, other);
  }
}
