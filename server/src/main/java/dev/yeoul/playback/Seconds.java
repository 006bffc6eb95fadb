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
    // below a tenth of a millisecond; setScale would raise ten to the whole of a huge exponent
    if ((long) seconds.precision() - seconds.scale() < -MILLIS) {
      return 0;
    }
    return seconds.setScale(MILLIS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }

  static BigDecimal of(long millis) {
    return BigDecimal.valueOf(millis, MILLIS);
  }

  static @Nullable BigDecimal ofNullable(@Nullable Long millis) {
    return millis == null ? null : of(millis);
  }
}
