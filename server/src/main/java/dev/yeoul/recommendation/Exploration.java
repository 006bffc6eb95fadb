package dev.yeoul.recommendation;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives some places to titles that the ranking has further down, so that a later model learns from
 * more than what the former one showed. Where a comparison runs, its bucket b alone explores.
 */
@Singleton
final class Exploration {
  /** What is explored ranks behind so many. */
  private static final int BEHIND = 20;

  private final int percent;
  private final String experiment;
  private final Clock clock;

  @Inject
  Exploration(Settings settings, Clock clock) {
    this(
        settings.recommendations().explorationPercent(),
        settings.recommendations().experiment(),
        clock);
  }

  /**
   * With these settings.
   *
   * @param percent of a hundred places so many, 0 to 50
   * @param experiment the comparison's name; empty for none
   */
  Exploration(int percent, String experiment, Clock clock) {
    this.percent = percent;
    this.experiment = experiment;
    this.clock = clock;
  }

  /** The viewer's bucket; everybody is in a where nothing is compared. */
  String bucket(UserId viewer) {
    return experiment.isEmpty() ? Buckets.A : Buckets.of(viewer, experiment);
  }

  /** The same titles, some of them moved up: others each day. */
  <T> List<T> of(List<T> ranked, UserId viewer) {
    boolean explores = experiment.isEmpty() || bucket(viewer).equals(Buckets.B);
    if (percent == 0 || !explores) {
      return ranked;
    }
    long day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    var random = new SplittableRandom(viewer.value() * 31 + day);
    List<T> order = new ArrayList<>(ranked);
    int every = 100 / percent;
    for (int place = every - 1; Math.max(place + 1, BEHIND) < order.size(); place += every) {
      int from = random.nextInt(Math.max(place + 1, BEHIND), order.size());
      order.add(place, order.remove(from));
    }
    return order;
  }
}
