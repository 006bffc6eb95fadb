package dev.yeoul.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The highest rate that a generator reaches against its target: everything sent in time, everything
 * answered, no error. It doubles until a run fails (or halves until one does not), then halves the
 * gap.
 */
public final class PeakSearch {
  private static final int LOWEST = 50;
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

  /** The peak in requests a second; empty when not even 50 were reached. */
  public OptionalInt find(Run run) throws IOException {
    int good = from;
    while (!holds(run, good)) {
      good /= 2;
      if (good < LOWEST) {
        return OptionalInt.empty();
      }
    }
    // What failed on the way down is not asked again.
    int bad = good * 2;
    while (good >= from && bad < HIGHEST && holds(run, bad)) {
      good = bad;
      bad *= 2;
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

  /** A second try, because the machine may have had other business just then. */
  private boolean holds(Run run, int rate) throws IOException {
    boolean held = holdsOnce(run, rate);
    return held || holdsOnce(run, rate);
  }

  private boolean holdsOnce(Run run, int rate) throws IOException {
    Duration warmUp = Duration.ofMillis(probe.toMillis() / 4);
    OpenLoopResult result = run.at(new Pace(rate, probe, warmUp));
    return !result.isVoid()
        && result.answered() >= OpenLoopResult.ENOUGH * result.scheduled()
        && result.errors() == 0;
  }
}
