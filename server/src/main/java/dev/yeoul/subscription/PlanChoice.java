package dev.yeoul.subscription;

/** How a client names a plan. */
sealed interface PlanChoice {
  /** By its id. */
  record ById(long id) implements PlanChoice {}

  /** By its tier and what is paid for. */
  record ByCode(String code, BillingPeriod period) implements PlanChoice {}
}
