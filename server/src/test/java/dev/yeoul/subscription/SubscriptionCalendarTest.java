package dev.yeoul.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.account.PinnedClock;
import dev.yeoul.account.TestUsers;
import dev.yeoul.account.UserId;
import dev.yeoul.app.StoresResource;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ProblemException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months pass; no job runs. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SubscriptionCalendarTest {
  private static final PlanChoice MONTHLY = new PlanChoice.ByCode("basic", BillingPeriod.MONTH);
  private static final PlanChoice YEARLY = new PlanChoice.ByCode("premium", BillingPeriod.YEAR);

  @Inject Jdbi jdbi;

  private final PinnedClock clock = new PinnedClock("2028-01-31T09:00:00Z");
  private UserId user;
  private Subscriptions subscriptions;
  private Entitlements entitlements;

  @BeforeEach
  void wire() {
    user = new UserId(TestUsers.register().id());
    ChangeFeed feed = new ChangeFeed(jdbi, null, clock);
    entitlements = new Entitlements(jdbi, clock);
    feed.listen(entitlements);
    subscriptions = new Subscriptions(feed, clock);
  }

  @Test
  void aMonthFromTheLastOfJanuaryEndsOnLeapDay() {
    subscriptions.start(user, MONTHLY, true);
    assertThat(entitlement()).hasValueSatisfying(this::isBasicUntilLeapDay);

    clock.moveTo("2028-02-29T08:59:59.999Z");
    assertThat(entitlement()).isPresent();
    assertThat(entitlements.cached(user)).isNotNull();
    assertThatThrownBy(() -> subscriptions.start(user, MONTHLY, true))
        .isInstanceOf(ProblemException.class);

    clock.moveTo("2028-02-29T09:00:00Z");
    assertThat(entitlement()).as("the end is exclusive").isEmpty();
    assertThat(entitlements.cached(user)).isNull();
    assertThat(entitlements.current(user)).isEmpty();
    assertThatThrownBy(() -> subscriptions.cancel(user, false))
        .isInstanceOf(ProblemException.class);

    Subscription next = subscriptions.start(user, MONTHLY, true);
    assertThat(next.endDate()).isEqualTo(Instant.parse("2028-03-29T09:00:00Z"));
    assertThat(entitlement()).isPresent();
    assertThat(statuses()).containsExactly("ended", "active");
  }

  @Test
  void aYearFromLeapDayEndsOnTheTwentyEighth() {
    clock.moveTo("2028-02-29T00:00:00Z");
    Subscription year = subscriptions.start(user, YEARLY, false);

    assertThat(year.endDate()).isEqualTo(Instant.parse("2029-02-28T00:00:00Z"));
    clock.moveTo("2029-02-27T23:59:59Z");
    assertThat(entitlement()).isPresent();
    clock.moveTo("2029-02-28T00:00:00Z");
    assertThat(entitlement()).isEmpty();
  }

  @Test
  void aCancelledMonthIsWatchedToItsEnd() {
    subscriptions.start(user, MONTHLY, true);
    clock.moveTo("2028-02-10T00:00:00Z");
    subscriptions.cancel(user, false);

    clock.moveTo("2028-02-29T08:00:00Z");
    assertThat(entitlement()).isPresent();
    clock.moveTo("2028-02-29T09:00:00Z");
    assertThat(entitlement()).isEmpty();
    subscriptions.start(user, MONTHLY, true);
    assertThat(statuses()).containsExactly("ended", "active");
  }

  @Test
  void endingNowHoldsAlsoWhereThisNodesClockIsBehind() {
    Subscription started = subscriptions.start(user, MONTHLY, true);
    clock.advance(Duration.ofMillis(-80));

    Subscription ended = subscriptions.cancel(user, true);

    assertThat(ended.endDate()).isEqualTo(started.startDate());
    assertThat(entitlement()).isEmpty();
  }

  @Test
  void ownWritesAreSeenAtOnceAlsoWhereNothingWasThere() {
    assertThat(entitlement()).as("remembered from now on").isEmpty();

    subscriptions.start(user, MONTHLY, true);
    assertThat(entitlement()).isPresent();

    subscriptions.cancel(user, true);
    assertThat(entitlement()).isEmpty();
  }

  private void isBasicUntilLeapDay(Entitlement basic) {
    assertThat(basic).isEqualTo(new Entitlement(Instant.parse("2028-02-29T09:00:00Z"), 1, 720));
  }

  private Optional<Entitlement> entitlement() {
    return entitlements.of(user).await().atMost(Duration.ofSeconds(5));
  }

  private java.util.List<String> statuses() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT status FROM subscriptions WHERE user_id = :user ORDER BY id")
            .bind("user", user.value())
            .mapTo(String.class)
            .list());
  }
}
