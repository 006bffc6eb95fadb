package dev.yeoul.subscription;

/** A subscription and what its plan allows. */
record CurrentSubscription(Subscription subscription, int maxStreams, int maxHeight) {
  Entitlement entitlement() {
    return new Entitlement(subscription.endDate(), maxStreams, maxHeight);
  }
}
