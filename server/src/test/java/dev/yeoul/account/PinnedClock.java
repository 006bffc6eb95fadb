package dev.yeoul.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class PinnedClock extends Clock {
  private volatile Instant now;

  /** Stands at this instant, such as 2026-01-31T09:00:00Z. */
  public PinnedClock(String instant) {
    this.now = Instant.parse(instant);
  }

  /** Stands at this instant. */
  public PinnedClock(Instant instant) {
    this.now = instant;
  }

  /** Goes to this instant. */
  public void moveTo(String instant) {
    now = Instant.parse(instant);
  }

  /** Goes on. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the clock is UTC");
  }
}
