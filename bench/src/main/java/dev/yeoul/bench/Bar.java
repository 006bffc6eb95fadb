package dev.yeoul.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What one measure of a case must reach: at least or at most a number, never both.
 *
 * @param aim what it should reach one day, where that was said
 */
record Bar(
    String name,
    Unit unit,
    @JsonProperty("at_least") @Nullable Double atLeast,
    @JsonProperty("at_most") @Nullable Double atMost,
    @Nullable Double aim) {
  Bar {
    if ((atLeast == null) == (atMost == null)) {
      throw new IllegalArgumentException(name + " needs either at_least or at_most");
    }
  }

  /** Whether the value reaches the bar. */
  boolean isMet(double value) {
    return reaches(value, limit());
  }

  /** Whether there is an aim and the value reaches it. */
  boolean reachesAim(double value) {
    return aim != null && reaches(value, aim);
  }

  /** Such as ">= 0.95". */
  String text() {
    return (atLeast == null ? "<= " : ">= ") + unit.text(limit());
  }

  /** The aim, or "". */
  String aimText() {
    return aim == null ? "" : unit.text(aim);
  }

  private boolean reaches(double value, double wanted) {
    return atLeast == null ? value <= wanted : value >= wanted;
  }

  private double limit() {
    return atLeast == null ? java.util.Objects.requireNonNull(atMost) : atLeast;
  }
}
