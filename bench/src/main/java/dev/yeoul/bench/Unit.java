package dev.yeoul.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a measure is counted in, and whether a noisy machine changes it. */
enum Unit {
  @JsonProperty("ratio")
  RATIO("", 3, true),
  @JsonProperty("percent")
  PERCENT(" %", 1, true),
  @JsonProperty("ms")
  MILLISECONDS(" ms", 1, true),
  @JsonProperty("s")
  SECONDS(" s", 2, true),
  @JsonProperty("MB")
  MEGABYTES(" MB", 0, false),
  @JsonProperty("commands")
  COMMANDS(" commands", 3, false),
  @JsonProperty("count")
  COUNT("", 0, false);

  private final String sign;
  private final int decimals;
  private final boolean noisy;

  Unit(String sign, int decimals, boolean noisy) {
    this.sign = sign;
    this.decimals = decimals;
    this.noisy = noisy;
  }

  /** Whether it depends on what else the machine does, so that the control decides if it counts. */
  boolean noisy() {
    return noisy;
  }

  /** The value for people, with its sign. */
  String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    BigDecimal shown = rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    return (this == RATIO && shown.scale() < 2 ? shown.setScale(2) : shown).toPlainString() + sign;
  }
}
