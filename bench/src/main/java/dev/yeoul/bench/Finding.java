package dev.yeoul.bench;

/**
 * A measured quantity: the median over the rounds with its bootstrap 90 % interval.
 *
 * @param measure as in bars.json
 * @param low equal to the value, as high is, where there is but one
 */
public record Finding(String measure, double value, double low, double high) {
  /** A quantity that was measured once. */
  public static Finding of(String measure, double value) {
    return new Finding(measure, value, value, value);
  }
}
