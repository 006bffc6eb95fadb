package dev.yeoul.analytics;

import dev.yeoul.platform.Partition;
import java.time.Duration;
import java.util.Locale;

/** Over which time popularity is measured: a view's weight halves with each half-life. */
public enum TrendingWindow {
  /** Half after 12 hours. */
  DAY(Duration.ofHours(12)),

  /** Half after 84 hours. */
  WEEK(Duration.ofHours(84));

  private final Duration halfLife;

  TrendingWindow(Duration halfLife) {
    this.halfLife = halfLife;
  }

  long halfLifeMs() {
    return halfLife.toMillis();
  }

  /** The sorted set of a partition's series; see <code>acknowledge_views.lua</code>. */
  String key(int partition) {
    return "trending:" + Partition.tagOf(partition) + ":" + name().toLowerCase(Locale.ROOT);
  }

  /** How many views a score stands for at a time, each weighed by its age. */
  double viewsAt(double score, long epochMs) {
    return Math.pow(2, score - (double) epochMs / halfLifeMs());
  }
}
