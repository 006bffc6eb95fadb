package dev.yeoul.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Raw counts of one side in one round.
 *
 * @param side who was measured, such as "yeoul" or "nginx"
 * @param number from 1
 * @param errors answers that were not expected, broken connections and time-outs; with any of them
 *     the round does not count
 * @param more what else this case counts, by name
 */
public record Round(
    String side,
    int number,
    long requests,
    long errors,
    double seconds,
    double cpuMicrosPerRequest,
    Map<String, Double> more) {
  public Round {
    more = Map.copyOf(new LinkedHashMap<>(more));
  }

  /** Requests a second. */
  public double rate() {
    return requests / seconds;
  }
}
