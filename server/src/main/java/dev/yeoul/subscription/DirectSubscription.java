package dev.yeoul.subscription;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.Representation;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@link SubscriptionResource#current} for users whose subscription this node remembers. */
@Singleton
public final class DirectSubscription {
  /** The call's whole address. */
  public static final String PATH = "/api/subscriptions/current";

  /** Its name in metrics. */
  public static final String OPERATION = SubscriptionResource.class.getSimpleName() + ".current";

  private final Entitlements entitlements;

  DirectSubscription(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  /** The answer's body. Null where the call has to be made: nothing is remembered, or none runs. */
  public byte @Nullable [] current(UserId user) {
    CurrentSubscription current = entitlements.remembered(user);
    return current == null ? null : Representation.bytes(current.subscription());
  }
}
