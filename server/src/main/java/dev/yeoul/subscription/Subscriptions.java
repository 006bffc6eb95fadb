package dev.yeoul.subscription;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.ChangeLog;
import dev.yeoul.platform.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;

/** Starting and cancelling. Blocking: for virtual threads. */
@Singleton
final class Subscriptions {
  private final ChangeFeed changes;
  private final Clock clock;

  @Inject
  Subscriptions(ChangeFeed changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Starts a subscription now.
   *
   * @throws ProblemException 404 plan_not_found, 409 subscription_exists
   */
  Subscription start(UserId user, PlanChoice choice, boolean renews) {
    return changes.transact((handle, log) -> {
      Plan plan =
          PlanStore.find(handle, choice)
              .orElseThrow(() ->
                  new ProblemException(
                      SubscriptionProblem.PLAN_NOT_FOUND, "GET /api/plans lists the plans"));
      SubscriptionStore.lockUser(handle, user);
      Instant now = now();
      closeExpired(handle, user, now);
      Subscription started = SubscriptionStore.insert(handle, user, plan, now, renews);
      log.add("SubscriptionStarted", user.changeTag());
      return started;
    });
  }

  /**
   * Cancels the running subscription, which runs on until its end.
   *
   * @param immediately ends it now instead
   * @throws ProblemException 404 no_subscription
   */
  Subscription cancel(UserId user, boolean immediately) {
    return changes.transact((handle, log) -> {
      SubscriptionStore.lockUser(handle, user);
      Instant now = now();
      Subscription current =
          SubscriptionStore.open(handle, user)
              .map(CurrentSubscription::subscription)
              .filter(open -> open.runsAt(now))
              .orElseThrow(Subscriptions::none);
      return immediately
          ? endNow(handle, log, current.endedAt(now), user)
          : cancelAtEnd(handle, log, current, user);
    });
  }

  static ProblemException none() {
    return new ProblemException(
        SubscriptionProblem.NO_SUBSCRIPTION, "Start one with POST /api/subscriptions");
  }

  private static void closeExpired(Handle handle, UserId user, Instant now) {
    SubscriptionStore.open(handle, user)
        .map(CurrentSubscription::subscription)
        .ifPresent(open -> {
          if (open.runsAt(now)) {
            throw SubscriptionStore.exists();
          }
          SubscriptionStore.close(handle, open);
        });
  }

  private static Subscription endNow(
      Handle handle, ChangeLog log, Subscription ended, UserId user) {
    SubscriptionStore.end(handle, ended);
    log.add("SubscriptionEnded", user.changeTag());
    return ended;
  }

  private static Subscription cancelAtEnd(
      Handle handle, ChangeLog log, Subscription current, UserId user) {
    if (current.status().equals(Subscription.ACTIVE)) {
      SubscriptionStore.cancel(handle, current);
      log.add("SubscriptionCancelled", user.changeTag());
    }
    return current.cancelled();
  }

  /** Answers carry milliseconds: what is stored shall not differ from what was said. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
