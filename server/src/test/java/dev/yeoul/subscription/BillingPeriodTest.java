package dev.yeoul.subscription;

import static dev.yeoul.subscription.BillingPeriod.MONTH;
import static dev.yeoul.subscription.BillingPeriod.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingPeriodTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-15T09:00:00Z, 2026-02-15T09:00:00Z",
    "2026-01-31T09:00:00Z, 2026-02-28T09:00:00Z",
    "2028-01-31T09:00:00Z, 2028-02-29T09:00:00Z",
    "2028-01-30T09:00:00Z, 2028-02-29T09:00:00Z",
    "2026-02-28T23:59:59.999Z, 2026-03-28T23:59:59.999Z",
    "2026-03-31T00:00:00Z, 2026-04-30T00:00:00Z",
    "2026-12-31T23:59:59Z, 2027-01-31T23:59:59Z",
    // neither Seoul's nor anybody's day and no summer time counts
    "2026-03-08T06:59:59Z, 2026-04-08T06:59:59Z",
    "2026-01-30T15:30:00Z, 2026-02-28T15:30:00Z",
    "2100-01-31T00:00:00Z, 2100-02-28T00:00:00Z"
  })
  void aMonthEndsOnTheSameDayOrTheMonthsLast(Instant start, Instant end) {
    assertThat(MONTH.endOf(start)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:00:00Z, 2027-11-22T12:00:00Z",
    "2028-02-29T12:00:00Z, 2029-02-28T12:00:00Z",
    "2027-02-28T12:00:00Z, 2028-02-28T12:00:00Z",
    "2027-12-31T12:00:00Z, 2028-12-31T12:00:00Z"
  })
  void aYearEndsOnTheSameDate(Instant start, Instant end) {
    assertThat(YEAR.endOf(start)).isEqualTo(end);
  }

  @Property
  void noPeriodIsShorterOrLongerThanTheCalendarAllows(
      @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
    Instant start = Instant.ofEpochSecond(second);

    assertThat(Duration.between(start, MONTH.endOf(start)).toDays()).isBetween(28L, 31L);
    assertThat(Duration.between(start, YEAR.endOf(start)).toDays()).isBetween(365L, 366L);
  }
}
