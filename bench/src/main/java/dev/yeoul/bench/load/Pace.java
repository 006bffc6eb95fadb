package dev.yeoul.bench.load;

import java.time.Duration;

/**
 * How fast and how long an open-loop run goes.
 *
 * @param perSecond requests started each second, evenly, whatever becomes of the ones before
 * @param duration how long requests are started for; answers are waited for after it
 * @param warmUp how long the same goes on before, unmeasured
 */
public record Pace(int perSecond, Duration duration, Duration warmUp) {
  /** How many requests the measured part has. */
  public long scheduled() {
    return perSecond * duration.toMillis() / 1_000;
  }

  /** How many requests its warm-up has. */
  public long warming() {
    return perSecond * warmUp.toMillis() / 1_000;
  }
}
