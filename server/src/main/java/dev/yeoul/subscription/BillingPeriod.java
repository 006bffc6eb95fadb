package dev.yeoul.subscription;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long a payment lasts, by the calendar in UTC. */
enum BillingPeriod {
  MONTH,
  YEAR;

  /**
   * The first instant that is not paid for any more. A day that the month of the end does not have
   * becomes that month's last one: 31 January leads to 28 or 29 February.
   */
  Instant endOf(Instant start) {
    var from = start.atZone(ZoneOffset.UTC);
    return switch (this) {
      case MONTH -> from.plusMonths(1).toInstant();
      case YEAR -> from.plusYears(1).toInstant();
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<BillingPeriod> of(String text) {
    return Arrays.stream(values()).filter(period -> period.text().equals(text)).findFirst();
  }
}
