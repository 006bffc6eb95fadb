package dev.yeoul.subscription;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subscription as its owner sees it. */
@Schema(name = "Subscription", description = "What a user has bought")
record Subscription(
    @Schema(examples = "5") long id,
    @Schema(examples = "17") long userId,
    @Schema(examples = "2") long planId,
    @Schema(description = "The first instant of it", examples = "2026-01-31T09:00:00.000Z")
        Instant startDate,
    @Schema(description = "The first instant after it", examples = "2026-02-28T09:00:00.000Z")
        Instant endDate,
    @Schema(
            description = "A cancelled one runs on until end_date",
            enumeration = {Subscription.ACTIVE, Subscription.CANCELLED},
            examples = "active")
        String status,
    @Schema(description = "Whether it shall go on by itself", examples = "true")
        boolean autoRenewal) {
  static final String ACTIVE = "active";
  static final String CANCELLED = "cancelled";

  boolean runsAt(Instant now) {
    return now.isBefore(endDate);
  }

  Subscription cancelled() {
    return new Subscription(id, userId, planId, startDate, endDate, CANCELLED, autoRenewal);
  }

  /** Cancelled, with the end brought forward: never before the start, whatever the clocks say. */
  Subscription endedAt(Instant now) {
    Instant end = now.isBefore(startDate) ? startDate : now;
    return new Subscription(id, userId, planId, startDate, end, CANCELLED, autoRenewal);
  }
}
