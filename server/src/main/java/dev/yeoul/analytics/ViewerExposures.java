package dev.yeoul.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one viewer was shown in a period, and what they did then, each in no particular order.
 *
 * @param user the user's id
 * @param impressions one at least, each id once
 * @param plays reports of playing, each few seconds one
 */
public record ViewerExposures(
    long user, List<Impression> impressions, List<Click> clicks, List<Play> plays) {
  /**
   * A page of recommendations that was answered.
   *
   * @param bucket of the experiment, such as "a"
   * @param rows the series of each row, by the row's name
   */
  public record Impression(
      String id, String bucket, String modelVersion, Instant at, Map<String, Set<Long>> rows) {}

  /** A shown title was chosen. */
  public record Click(String impressionId, long series, Instant at) {}

  /** A series was playing. */
  public record Play(long series, Instant at) {}
}
