package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.platform.Partition;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scripts against a real Redis: what is in a stream is laid over MySQL's rows. */
class PendingReadTest {
  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);

  @Test
  void a_write_is_read_at_once_and_no_longer_from_redis_once_it_is_stored() {
    var user = viewing.viewer();
    var show = viewing.show(2);
    viewing.watch(user, show.id(), show.first(), 10);
    EntryId last = viewing.watch(user, show.id(), show.first(), 20);
    var pending = new PendingProgress(stores.redis());
    assertThat(pending.of(user))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.positionMs()).isEqualTo(20_000);
          assertThat(row.entry()).isEqualTo(last);
        });
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    assertThat(viewing.seenPosition(user, show.id(), show.first())).isEqualTo(20_000);

    var _ = stores.redis().call(Request.cmd(Command.DEL).arg(ViewingKeys.stream(user)));
    assertThat(pending.of(user)).isEmpty();
  }

  @Test
  void a_removal_takes_what_came_before_and_leaves_what_comes_after() {
    var user = viewing.viewer();
    var show = viewing.show(2);
    viewing.watch(user, show.id(), show.first(), 10);
    viewing.removeHistory(user, show.id());
    var exists = Request.cmd(Command.EXISTS).arg(ViewingKeys.progress(user, show.id()));
    assertThat(stores.redis().call(exists).toLong()).isZero();
    assertThat(viewing.seenPosition(user, show.id(), show.first())).isEqualTo(-1);
    viewing.watch(user, show.id(), show.episodes().getLast(), 30);
    assertThat(viewing.seenPosition(user, show.id(), show.first())).isEqualTo(-1);
    assertThat(viewing.seenPosition(user, show.id(), show.episodes().getLast())).isEqualTo(30_000);
  }

  @Test
  void every_key_of_a_viewer_expires_and_carries_the_partition() {
    var user = viewing.viewer();
    var show = viewing.show(1);
    viewing.watch(user, show.id(), show.first(), 10);
    String tag = Partition.tag(user.value());
    for (String key : List.of(ViewingKeys.progress(user, show.id()), ViewingKeys.watching(user))) {
      assertThat(key).contains(tag);
      long seconds = stores.redis().call(Request.cmd(Command.TTL).arg(key)).toLong();
      assertThat(seconds).isBetween(29 * 86_400L, 30 * 86_400L);
    }
    assertThat(ViewingKeys.stream(user)).contains(tag);
  }
}
