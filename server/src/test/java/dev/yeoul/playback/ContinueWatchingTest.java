package dev.yeoul.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.platform.OneConnection;
import dev.yeoul.playback.Viewing.Show;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a part of the list costs MySQL. */
class ContinueWatchingTest {
  private static final int DESCRIPTION = 4_000;

  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);
  private final UserId user = viewing.viewer();

  @Test
  void only_the_titles_of_the_part_are_loaded() throws SQLException {
    List<Show> shows = Stream.generate(() -> viewing.show(2)).limit(20).toList();
    shows.forEach(this::describe);
    shows.forEach(show -> viewing.watch(user, show.id(), show.first(), 10));
    try (OneConnection connection = new OneConnection(stores.jdbi())) {
      ContinueWatching list = list(connection);
      long before = connection.status("Bytes_sent");
      ContinueWatching.Page page = list.of(user, null, 3, 1);
      assertThat(connection.status("Bytes_sent") - before).isLessThan(10L * DESCRIPTION);
      assertThat(page.total()).isEqualTo(20);
      assertThat(page.views())
          .extracting(view -> view.series().id())
          .containsExactly(shows.get(16).id());
    }
  }

  private void describe(Show show) {
    stores
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "UPDATE series SET description = REPEAT('x', ?) WHERE id = ?",
                DESCRIPTION,
                show.id().value()));
  }

  private ContinueWatching list(OneConnection connection) {
    var catalog = new CatalogReader(connection.jdbi());
    return new ContinueWatching(
        new WatchedRows(stores.redis(), connection.jdbi()), new EpisodePlaces(catalog), catalog);
  }
}
