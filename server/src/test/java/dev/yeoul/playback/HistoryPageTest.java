package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.EpisodeId;
import dev.yeoul.platform.OneConnection;
import dev.yeoul.platform.Partition;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.playback.ViewingEvent.Watched;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages of rows that are partly in MySQL and partly, for nobody stores them, in Redis only. */
class HistoryPageTest {
  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);
  private final WatchedRows watched = new WatchedRows(stores.redis(), stores.jdbi());
  private final UserId user = viewing.viewer();
  private final Show show = viewing.show(9);

  @Test
  void every_part_is_cut_from_the_one_merged_order() {
    for (int i = 0; i < 6; i++) {
      store(show.episodes().get(i), 1000 + i);
    }
    // three new ones and one that is stored too, in its older place
    for (int i : List.of(6, 7, 2, 8)) {
      viewing.watch(user, show.id(), show.episodes().get(i), 10);
    }
    List<EpisodeId> expected = new ArrayList<>();
    for (int i : List.of(8, 2, 7, 6, 5, 4, 3, 1, 0)) {
      expected.add(show.episodes().get(i));
    }
    for (int limit = 1; limit <= 10; limit++) {
      for (int skip = 0; skip <= 10; skip++) {
        var page = watched.history(user, null, skip, limit);
        assertThat(episodes(page))
            .as("skip %d limit %d", skip, limit)
            .isEqualTo(expected.stream().skip(skip).limit(limit).toList());
        assertThat(page.total()).isEqualTo(9);
        assertThat(page.more()).isEqualTo(skip + limit < 9);
      }
      assertThat(byCursor(limit)).as("limit %d", limit).isEqualTo(expected);
    }
    assertThat(watched.history(user, null, Long.MAX_VALUE, 100).rows()).isEmpty();
  }

  @Test
  void however_many_wait_no_text_is_prepared_for_their_number() throws SQLException {
    try (OneConnection connection = new OneConnection(stores.jdbi())) {
      var rows = new WatchedRows(stores.redis(), connection.jdbi());
      assertThat(rows.history(user, null, 0, 10).total()).isZero();
      long before = connection.status("Com_stmt_prepare");
      for (EpisodeId episode : show.episodes()) {
        viewing.watch(user, show.id(), episode, 10);
        assertThat(rows.history(user, null, 0, 10).total()).isPositive();
      }
      assertThat(connection.status("Com_stmt_prepare") - before).isLessThan(3);
    }
  }

  private List<EpisodeId> byCursor(int limit) {
    var page = watched.history(user, null, 0, limit);
    List<EpisodeId> found = new ArrayList<>(episodes(page));
    while (page.more()) {
      page = watched.history(user, page.rows().getLast().entry(), 0, limit);
      found.addAll(episodes(page));
    }
    return found;
  }

  private static List<EpisodeId> episodes(WatchedRows.Page page) {
    return page.rows().stream().map(ProgressRow::episodeId).toList();
  }

  private void store(EpisodeId episode, long ms) {
    var event = new Watched(user.value(), show.id(), episode, 1, 1000L, false, Action.PLAY, null);
    var entry = new StreamEntry(Partition.of(user.value()), new EntryId(ms, 0), event.text());
    assertThat(
            new ProgressWriter(stores.jdbi(), stores.changes())
                .store(List.of(new ViewingEntry(entry, event))))
        .isEmpty();
  }
}
