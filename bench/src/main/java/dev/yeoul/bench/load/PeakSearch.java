package dev.yeoul.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The highest rate that a generator reaches against its target: everything sent in time, everything
 * answered, no error. It doubles until a run fails, then halves the gap.
 */
public final class PeakSearch {
  private static final int HIGHEST = 1_000_000;

  /** One run of a generator. */
  @FunctionalInterface
  public interface Run {
    OpenLoopResult at(Pace pace) throws IOException;
  }

  private final int from;
  private final int halvings;
  private final Duration probe;

  /**
   * @param from the first rate, a second
   * @param halvings how often the gap between the best and the worst is halved: 3 leave an eighth
   *     of the last doubling
   * @param probe how long each run lasts
   */
  public PeakSearch(int from, int halvings, Duration probe) {
    this.from = from;
    this.halvings = halvings;
    this.probe = probe;
  }

  /** The peak in requests a second; empty when not even the first rate was reached. */
  public OptionalInt find(Run run) throws IOException {
    int good = 0;
    int bad = from;
    while (bad < HIGHEST && holds(run, bad)) {
      good = bad;
      bad *= 2;
    }
    if (good == 0) {
      return OptionalInt.empty();
    }
    for (int i = 0; i < halvings; i++) {
      int middle = good + (bad - good) / 2;
      if (holds(run, middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return OptionalInt.of(good);
  }

  private boolean holds(Run run, int rate) throws IOException {
    OpenLoopResult result = run.at(new Pace(rate, probe, Duration.ofMillis(probe.toMillis() / 4)));
    return !result.isVoid()
        && result.answered() >= OpenLoopResult.ENOUGH * result.scheduled()
        && result.errors() == 0;
  }
}
