package dev.yeoul.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yeoul.account.UserId;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker may die, or be overtaken, between any two of its steps. */
class WorkerCrashTest {
  private static final int VIEWERS = 20;
  private static final int MOST = 8192;

  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);
  private final ViewingSteps steps =
      new ViewingSteps(stores.redis(), stores.jdbi(), stores.mongo(), stores.changes());
  private final Stored stored = new Stored(stores);

  @BeforeEach
  void empty_streams() {
    new AnalyticsSchema(stores.mongo()).create();
    steps.stream().open();
    complete(takeAll("cleaner"), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void another_worker_repeats_what_a_dead_one_left(int stepsDone) {
    Show show = viewing.show(1);
    List<UserId> viewers = Stream.generate(viewing::viewer).limit(VIEWERS).toList();
    for (UserId viewer : viewers) {
      viewing.watch(viewer, show.id(), show.first(), 10);
      viewing.watch(viewer, show.id(), show.first(), 20);
    }
    ViewingBatch first = takeAll("dead");
    assertThat(first.all()).hasSize(2 * VIEWERS);
    run(first, 0, stepsDone);

    ViewingBatch second = steps.claim("alive", Duration.ZERO, MOST);
    complete(second, 0);
    assertStoredOnce(show, viewers);

    // it was not dead, only slow
    complete(first, stepsDone);
    assertStoredOnce(show, viewers);
    assertThat(steps.claim("alive", Duration.ZERO, MOST).all()).isEmpty();
  }

  @Test
  void what_a_dead_worker_left_is_taken_over_in_parts_of_a_batch() {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    for (int second = 1; second <= 25; second++) {
      viewing.watch(viewer, show.id(), show.first(), second);
    }
    assertThat(takeAll("dead").all()).hasSize(25);
    for (int part : List.of(10, 10, 5, 0)) {
      ViewingBatch claimed = steps.claim("alive", Duration.ZERO, 10 * Partition.COUNT);
      assertThat(claimed.all()).hasSize(part);
      complete(claimed, 0);
    }
    assertThat(stored.logs(show.id())).isEqualTo(25);
    assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(25_000);
    assertThat(stored.waiting()).isZero();
  }

  @Test
  void a_removal_overtakes_an_entry_that_a_slow_worker_holds() {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    viewing.watch(viewer, show.id(), show.first(), 10);
    ViewingBatch slow = takeAll("slow");
    steps.storeLogs(slow);
    viewing.removeHistory(viewer, show.id());
    complete(takeAll("quick"), 0);
    steps.storeProgress(slow);
    assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(-1);
    complete(slow, 2);
    assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(-1);
    assertThat(viewing.seenPosition(viewer, show.id(), show.first())).isEqualTo(-1);
    assertThat(stored.logs(show.id())).isEqualTo(1); // what happened, happened
  }

  private void assertStoredOnce(Show show, List<UserId> viewers) {
    assertThat(stored.logs(show.id())).isEqualTo(2 * VIEWERS);
    assertThat(viewers)
        .allSatisfy(
            viewer -> assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(20_000));
    assertThat(stored.views(show.id())).isCloseTo(VIEWERS, within(0.1));
    assertThat(stored.waiting()).isZero();
  }

  private ViewingBatch takeAll(String who) {
    return steps.take(who + "-" + UUID.randomUUID(), MOST);
  }

  private void complete(ViewingBatch batch, int from) {
    run(batch, from, 4);
  }

  private void run(ViewingBatch batch, int from, int to) {
    List<Runnable> all =
        List.of(
            () -> steps.storeLogs(batch),
            () -> steps.storeProgress(batch),
            () -> steps.keepRefused(batch),
            () -> steps.acknowledge(batch));
    all.subList(from, to).forEach(Runnable::run);
  }
}
