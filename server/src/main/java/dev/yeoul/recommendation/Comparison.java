package dev.yeoul.recommendation;

import dev.yeoul.analytics.ViewerExposures;
import dev.yeoul.analytics.ViewerExposures.Click;
import dev.yeoul.analytics.ViewerExposures.Impression;
import dev.yeoul.analytics.ViewerExposures.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up viewers for a {@link ComparisonReport}; keeps sums, no viewers. */
final class Comparison {
  /** How long after an impression something counts as its effect. */
  private static final Duration CREDIT = Duration.ofHours(24);

  private final SortedMap<ComparisonGroup, Sums> groups = new TreeMap<>();

  /** What came of a group's impressions. */
  private static final class Sums {
    private long impressions;
    private final Rate.Sums clicked = new Rate.Sums();
    private final Rate.Sums followed = new Rate.Sums();
  }

  /** The same of one viewer. */
  private static final class Counts {
    private long impressions;
    private long clicked;
    private long followed;
  }

  /**
   * A group's figures.
   *
   * @param clicked the share of impressions with a click
   * @param followed the share of impressions with a click, or a play of a shown title
   */
  record Figures(long impressions, Rate clicked, Rate followed) {
    long viewers() {
      return clicked.viewers();
    }
  }

  void add(ViewerExposures viewer) {
    Map<ComparisonGroup, Counts> counts = new HashMap<>();
    Deeds deeds = Deeds.of(viewer);
    for (Impression impression : viewer.impressions()) {
      String bucket = impression.bucket();
      List<Click> clicks = deeds.clicksOn(impression);
      boolean clicked = !clicks.isEmpty();
      boolean followed =
          clicked
              || impression.rows().values().stream().anyMatch(row -> deeds.play(row, impression));
      count(counts, ComparisonGroup.ofBucket(bucket), clicked, followed);
      count(
          counts, new ComparisonGroup(bucket, impression.modelVersion(), null), clicked, followed);
      impression
          .rows()
          .forEach((name, row) -> {
            boolean inRow = clicks.stream().anyMatch(click -> row.contains(click.series()));
            count(
                counts,
                new ComparisonGroup(bucket, null, name),
                inRow,
                inRow || deeds.play(row, impression));
          });
    }
    counts.forEach(this::add);
  }

  /** A viewer's clicks by impression, and their times of playing by series. */
  private record Deeds(Map<String, List<Click>> clicks, Map<Long, NavigableSet<Instant>> plays) {
    static Deeds of(ViewerExposures viewer) {
      Map<String, List<Click>> clicks = new HashMap<>();
      for (Click click : viewer.clicks()) {
        clicks.computeIfAbsent(click.impressionId(), id -> new ArrayList<>()).add(click);
      }
      Map<Long, NavigableSet<Instant>> plays = new HashMap<>();
      for (Play play : viewer.plays()) {
        var _ = plays.computeIfAbsent(play.series(), id -> new TreeSet<>()).add(play.at());
      }
      return new Deeds(clicks, plays);
    }

    List<Click> clicksOn(Impression impression) {
      return clicks.getOrDefault(impression.id(), List.of()).stream()
          .filter(click -> isCredited(click.at(), impression))
          .toList();
    }

    boolean play(Set<Long> row, Impression impression) {
      for (long series : row) {
        NavigableSet<Instant> times = plays.get(series);
        Instant next = times == null ? null : times.ceiling(impression.at());
        if (next != null && isCredited(next, impression)) {
          return true;
        }
      }
      return false;
    }

    private static boolean isCredited(Instant at, Impression impression) {
      return !at.isBefore(impression.at()) && !at.isAfter(impression.at().plus(CREDIT));
    }
  }

  private static void count(
      Map<ComparisonGroup, Counts> counts,
      ComparisonGroup group,
      boolean clicked,
      boolean followed) {
    Counts of = counts.computeIfAbsent(group, key -> new Counts());
    of.impressions++;
    of.clicked += clicked ? 1 : 0;
    of.followed += followed ? 1 : 0;
  }

  private void add(ComparisonGroup group, Counts counts) {
    Sums sums = groups.computeIfAbsent(group, key -> new Sums());
    sums.impressions += counts.impressions;
    sums.clicked.add(counts.impressions, counts.clicked);
    sums.followed.add(counts.impressions, counts.followed);
  }

  SortedMap<ComparisonGroup, Figures> figures() {
    SortedMap<ComparisonGroup, Figures> figures = new TreeMap<>();
    groups.forEach((group, sums) ->
        figures.put(
            group, new Figures(sums.impressions, sums.clicked.rate(), sums.followed.rate())));
    return figures;
  }
}
