package dev.yeoul.playback;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Between the API's seconds and the stores' milliseconds. */
final class Seconds {
  private static final int MILLIS = 3;

  private Seconds() {}

  /** To the nearest millisecond. */
  static long toMillis(BigDecimal seconds) {
    return seconds.setScale(MILLIS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }

  static BigDecimal of(long millis) {
    return BigDecimal.valueOf(millis, MILLIS);
  }

  static @Nullable BigDecimal ofNullable(@Nullable Long millis) {
    return millis == null ? null : of(millis);
  }
}
