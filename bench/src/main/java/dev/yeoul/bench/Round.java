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
 * @param cpuMicrosPerRequest {@link #NO_CPU} where it is not known
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
  /** Where a request's share of the processor's time can't be told. */
  static final double NO_CPU = 0;

  public Round {
    more = Map.copyOf(new LinkedHashMap<>(more));
  }

  /** The same, of a side that is told from others: of another load, say. */
  Round of(String otherSide) {
    return new Round(otherSide, number, requests, errors, seconds, cpuMicrosPerRequest, more);
  }

  /** Requests a second. */
  public double rate() {
    return requests / seconds;
  }
}
