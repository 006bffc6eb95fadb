package dev.yeoul.app;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.playback.EntryId;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.ViewingStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;

/** What holds after every fault, once the load has ended. */
final class Invariants {
  private final FaultStores stores;

  private Invariants(FaultStores stores) {
    this.stores = stores;
  }

  /**
   * Every acknowledged write is in MongoDB exactly once, a failed one once or not at all; and what
   * MongoDB has as a viewer's last write is what MySQL and Redis have, acknowledged or not.
   */
  static void hold(FaultStores stores, SteadyLoad load) {
    Invariants invariants = new Invariants(stores);
    await()
        .atMost(SteadyLoad.RECOVERY)
        .ignoreExceptions() // the tester's own connections may have to recover as well
        .untilAsserted(
            () -> assertThat(new ViewingStream(stores.redis()).waiting().entries()).isZero());
    load.viewers().forEach(invariants::hold);
    long writes = load.viewers().stream().mapToLong(v -> v.acknowledged().size()).sum();
    long failed = load.viewers().stream().mapToLong(v -> v.doubtful().size()).sum();
    System.out.println("  checked: " + writes + " acknowledged, " + failed + " failed writes");
  }

  private void hold(SteadyViewer viewer) {
    List<Write> stored = inMongo(viewer);
    List<Long> positions = stored.stream().map(Write::position).toList();
    assertThat(positions).as("viewing_logs").doesNotHaveDuplicates();
    assertThat(positions).as("viewing_logs").containsAll(viewer.acknowledged());
    List<Long> all = new ArrayList<>(viewer.acknowledged());
    all.addAll(viewer.doubtful());
    assertThat(all).as("written by the viewer").containsAll(positions);
    assertThat(viewer.acknowledged()).isNotEmpty();
    Write last = stored.getLast();
    assertThat(inMysql(viewer)).as("viewing_progress").isEqualTo(last);
    assertThat(inRedis(viewer)).as("Redis").isEqualTo(last);
    if (viewer.doubtful().isEmpty()
        || viewer.acknowledged().getLast() > viewer.doubtful().getLast()) {
      assertThat(last.position()).isEqualTo(viewer.acknowledged().getLast());
    }
  }

  private record Write(EntryId entry, long position) {}

  /** In the order of their acceptance. */
  private List<Write> inMongo(SteadyViewer viewer) {
    List<Write> writes = new ArrayList<>();
    for (Document log :
        stores.mongo().getCollection("viewing_logs").find(eq("user_id", viewer.id()))) {
      String key = log.getString("_id");
      EntryId entry = EntryId.parse(key.substring(key.indexOf('-') + 1));
      writes.add(new Write(entry, log.getLong("position_ms")));
    }
    writes.sort(Comparator.comparing(Write::entry));
    return writes;
  }

  private Write inMysql(SteadyViewer viewer) {
    return stores
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT entry_ms, entry_seq, position_ms FROM viewing_progress
                    WHERE user_id = ? AND episode_id = ?
                    """)
                .bind(0, viewer.id())
                .bind(1, viewer.show().first().value())
                .map((row, context) ->
                    new Write(new EntryId(row.getLong(1), row.getLong(2)), row.getLong(3)))
                .one());
  }

  private Write inRedis(SteadyViewer viewer) {
    String[] state =
        Viewing.redisState(stores.redis(), viewer.id(), viewer.show()).split("\\|", -1);
    return new Write(EntryId.parse(state[3]), Long.parseLong(state[0]));
  }
}
