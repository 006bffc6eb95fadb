package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.playback.ViewingEvent.HistoryRemoved;
import dev.yeoul.playback.ViewingEvent.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressWriterTest {
  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);
  private final ProgressWriter writer = new ProgressWriter(stores.jdbi(), stores.changes());
  private final UserId user = viewing.viewer();
  private final Show show = viewing.show(2);

  @Test
  void an_older_entry_never_overwrites_a_newer_one() {
    store(watched(1000, 5, 50), watched(1000, 7, 70));
    store(watched(1000, 6, 60));
    store(watched(999, 9, 90));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(70);
    store(watched(1000, 8, 80));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(80);
    store(watched(1001, 0, 10));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(10);
  }

  @Test
  void within_a_batch_the_newest_wins_whatever_its_place() {
    store(watched(1002, 0, 2), watched(1003, 0, 3), watched(1001, 0, 1));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(3);
  }

  @Test
  void a_removed_row_never_returns_by_a_replay() {
    var before = watched(1000, 0, 1);
    store(before);
    store(removed(show, 1005));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    store(before, watched(1004, 9, 2));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    store(removed(show, 900)); // an older removal comes late
    store(watched(1004, 9, 2));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    store(watched(1005, 1, 3));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(3);
  }

  @Test
  void the_removal_of_all_covers_every_series_and_nobody_else() {
    UserId other = viewing.viewer();
    store(watched(1000, 0, 1), entry(other, 1000, 0, watchedBy(other, show.first(), 5)));
    store(removed(null, 2000));
    store(watched(1500, 0, 1));
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    assertThat(viewing.storedPosition(other, show.first())).isEqualTo(5);
  }

  @Test
  void a_removal_comes_with_its_change_row_or_not_at_all() {
    store(watched(1000, 0, 1));
    rename("outbox", "outbox_away");
    try {
      assertThatThrownBy(() -> viewing.removeHistory(user, show.id()))
          .isInstanceOf(JdbiException.class);
    } finally {
      rename("outbox_away", "outbox");
    }
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(1);
    store(removed(show, 1000)); // as the worker does it then
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(-1);
    assertThat(changeRows()).isEqualTo(1);
  }

  @Test
  void what_can_never_be_stored_is_named_and_the_rest_is_stored() {
    UserId nobody = new UserId(999_999_999);
    var ownerless = entry(nobody, 1, 0, watchedBy(nobody, show.first(), 1));
    var unknownEpisode = entry(user, 1, 1, watchedBy(user, new EpisodeId(999_999_999), 1));
    List<RefusedEntry> refused =
        writer.store(
            List.of(
                ownerless,
                unknownEpisode,
                watched(1, 2, 3),
                entry(user, 1, 3, watchedBy(user, show.episodes().getLast(), 4))));
    assertThat(refused)
        .extracting(RefusedEntry::entry)
        .containsExactlyInAnyOrder(ownerless.source(), unknownEpisode.source());
    assertThat(viewing.storedPosition(user, show.first())).isEqualTo(3);
    assertThat(viewing.storedPosition(user, show.episodes().getLast())).isEqualTo(4);
  }

  @Test
  void batches_of_any_size_leave_no_statements_behind() {
    List<UserId> viewers = Stream.generate(viewing::viewer).limit(20).toList();
    long before = preparedStatements();
    for (int size = 1; size <= viewers.size(); size++) {
      List<ViewingEntry> batch = new ArrayList<>();
      for (UserId viewer : viewers.subList(0, size)) {
        batch.add(entry(viewer, 1000, size, watchedBy(viewer, show.first(), size)));
      }
      store(batch.toArray(ViewingEntry[]::new));
    }
    assertThat(preparedStatements() - before).isLessThan(viewers.size() / 2);
  }

  /** Those that MySQL holds for all its clients, because these have not closed them. */
  private long preparedStatements() {
    return stores
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")
                .map((row, context) -> row.getLong(2))
                .one());
  }

  private void rename(String table, String to) {
    stores.jdbi().useHandle(handle -> handle.execute("RENAME TABLE " + table + " TO " + to));
  }

  private int changeRows() {
    return stores
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM outbox WHERE JSON_CONTAINS(tags, JSON_QUOTE(:tag))")
                .bind("tag", ViewerHistory.REMOVAL_TAG + user)
                .mapTo(int.class)
                .one());
  }

  private void store(ViewingEntry... entries) {
    assertThat(writer.store(List.of(entries))).isEmpty();
  }

  private ViewingEntry watched(long ms, long seq, long positionMs) {
    return entry(user, ms, seq, watchedBy(user, show.first(), positionMs));
  }

  private Watched watchedBy(UserId viewer, EpisodeId episode, long positionMs) {
    return new Watched(
        viewer.value(), show.id(), episode, positionMs, 1_000_000L, false, Action.PLAY, null);
  }

  private ViewingEntry removed(@Nullable Show of, long ms) {
    return entry(user, ms, 0, new HistoryRemoved(user.value(), of == null ? null : of.id()));
  }

  private static ViewingEntry entry(UserId viewer, long ms, long seq, ViewingEvent event) {
    return new ViewingEntry(
        new StreamEntry(Partition.of(viewer.value()), new EntryId(ms, seq), event.text()), event);
  }
}
