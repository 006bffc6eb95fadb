package dev.yeoul.subscription;

import dev.yeoul.account.GeneratedUsers;
import dev.yeoul.account.GeneratedUsers.GeneratedUser;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes users with running subscriptions, for load tests. For the command line: blocking. */
public final class SubscribedUsers {
  private static final int BATCH = 1000;
  private static final PlanChoice PLAN = new PlanChoice.ByCode("premium", BillingPeriod.YEAR);

  private final Jdbi jdbi;
  private final GeneratedUsers users;
  private final Clock clock;

  /** Makes them there. */
  public SubscribedUsers(Jdbi jdbi, GeneratedUsers users, Clock clock) {
    this.jdbi = jdbi;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Makes users with the premium plan for a year, in transactions of 1,000.
   *
   * @param howMany 0 or more
   * @param made hears of each user once they are committed
   */
  public void generate(int howMany, Consumer<GeneratedUser> made) {
    for (int left = howMany; left > 0; left -= BATCH) {
      int size = Math.min(left, BATCH);
      jdbi.inTransaction(handle -> batch(handle, size)).forEach(made);
    }
  }

  private List<GeneratedUser> batch(Handle handle, int size) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Plan plan = PlanStore.find(handle, PLAN).orElseThrow();
    List<GeneratedUser> added = users.add(handle, size);
    SubscriptionStore.insertAll(handle, added.stream().map(GeneratedUser::id).toList(), plan, now);
    return added;
  }
}
