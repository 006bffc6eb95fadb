package dev.yeoul.subscription;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.yeoul.platform.BodyId;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Violation;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of POST /api/subscriptions: plan_id, or plan with billing_period. */
@Schema(
    name = "NewSubscription",
    description = "What to subscribe to: either plan_id, or plan with billing_period")
record NewSubscription(
    @Schema(description = "An id from GET /api/plans", examples = "2", nullable = true)
        @JsonDeserialize(using = BodyId.class)
        @Nullable Long planId,
    @Schema(description = "A tier: a plan's code", examples = "standard", nullable = true)
        @Nullable String plan,
    @Schema(
            description = "month or year; with plan",
            examples = "month",
            enumeration = {"month", "year"},
            nullable = true)
        @Nullable String billingPeriod,
    @Schema(
            description = "Whether it shall go on by itself",
            examples = "true",
            defaultValue = "true",
            nullable = true)
        @Nullable Boolean autoRenewal) {

  /**
   * The plan that is named.
   *
   * @throws ProblemException 422 for none, for two, and for half of one
   */
  PlanChoice choice() {
    List<Violation> violations = new ArrayList<>();
    if (planId != null) {
      if (plan != null) {
        violations.add(new Violation("/plan", "can't be combined with plan_id"));
      }
      if (billingPeriod != null) {
        violations.add(new Violation("/billing_period", "can't be combined with plan_id"));
      }
      refuse(violations);
      return new PlanChoice.ById(planId);
    }
    if (plan == null) {
      violations.add(new Violation("/plan", "is required where there is no plan_id"));
    }
    BillingPeriod period =
        billingPeriod == null ? null : BillingPeriod.of(billingPeriod).orElse(null);
    if (period == null) {
      violations.add(
          new Violation("/billing_period", "must be month or year where there is no plan_id"));
    }
    if (plan == null || period == null) {
      throw ProblemException.invalid(violations);
    }
    return new PlanChoice.ByCode(plan, period);
  }

  boolean renews() {
    return autoRenewal == null || autoRenewal;
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
  }
}
