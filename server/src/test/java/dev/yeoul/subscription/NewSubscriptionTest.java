package dev.yeoul.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Violation;
import org.junit.jupiter.api.Test;

class NewSubscriptionTest {
  @Test
  void namesAPlanByIdOrByTierAndPeriod() {
    assertThat(new NewSubscription(2L, null, null, null).choice())
        .isEqualTo(new PlanChoice.ById(2));
    assertThat(new NewSubscription(null, "basic", "year", null).choice())
        .isEqualTo(new PlanChoice.ByCode("basic", BillingPeriod.YEAR));
  }

  @Test
  void refusesNoneBothAndHalf() {
    assertRefused(new NewSubscription(null, null, null, null), "/plan", "/billing_period");
    assertRefused(new NewSubscription(2L, "basic", "year", null), "/plan", "/billing_period");
    assertRefused(new NewSubscription(2L, "basic", null, null), "/plan");
    assertRefused(new NewSubscription(2L, null, "year", null), "/billing_period");
    assertRefused(new NewSubscription(null, "basic", null, null), "/billing_period");
    assertRefused(new NewSubscription(null, null, "month", null), "/plan");
    assertRefused(new NewSubscription(null, "basic", "week", null), "/billing_period");
  }

  @Test
  void goesOnByItselfUnlessToldOtherwise() {
    assertThat(new NewSubscription(2L, null, null, null).renews()).isTrue();
    assertThat(new NewSubscription(2L, null, null, true).renews()).isTrue();
    assertThat(new NewSubscription(2L, null, null, false).renews()).isFalse();
  }

  private static void assertRefused(NewSubscription body, String... pointers) {
    assertThatThrownBy(body::choice)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem ->
                assertThat(problem.violations())
                    .extracting(Violation::pointer)
                    .containsExactly(pointers));
  }
}
