package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.OneConnection;
import dev.yeoul.playback.Viewing;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts of a list of reviews, and what they cost MySQL. */
class ReviewStoreTest {
  private static final int REVIEWS = 500;

  private final CatalogDatabase database = CatalogDatabase.create();
  private final Jdbi jdbi = database.jdbi();
  private final SeriesId series = Viewing.show(jdbi, 1, 1000).id();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void a_skip_passes_over_no_rows() throws SQLException {
    plant();
    try (OneConnection connection = new OneConnection(jdbi)) {
      ReviewStore store = store(connection.jdbi());
      long before = connection.status("Handler_read_key");
      ReviewStore.Page page =
          store.list(series, ReviewState.PUBLISHED, Long.MAX_VALUE, REVIEWS - 20, 10);
      assertThat(connection.status("Handler_read_key") - before).isLessThan(REVIEWS / 5);
      assertThat(page.rows()).extracting(Review::text).first().isEqualTo("review 20");
      assertThat(page.rows()).hasSize(10);
    }
  }

  @Test
  void the_total_is_the_same_of_every_part() {
    plant();
    ReviewStore store = store(jdbi);
    for (int skip :
        List.of(0, 1, REVIEWS - 101, REVIEWS - 100, REVIEWS - 1, REVIEWS, REVIEWS + 1)) {
      ReviewStore.Page page = store.list(series, ReviewState.PUBLISHED, Long.MAX_VALUE, skip, 100);
      assertThat(page.total()).as("skip %d", skip).isEqualTo(REVIEWS);
      assertThat(page.more()).as("skip %d", skip).isEqualTo(skip + 100 < REVIEWS);
    }
    long last =
        store
            .list(series, ReviewState.PUBLISHED, Long.MAX_VALUE, 0, REVIEWS)
            .rows()
            .getLast()
            .id()
            .value();
    assertThat(store.list(series, ReviewState.PUBLISHED, last + 1, 0, 100).total())
        .isEqualTo(REVIEWS);
    assertThat(store.list(series, ReviewState.PENDING, Long.MAX_VALUE, 0, 100).total()).isZero();
  }

  private ReviewStore store(Jdbi on) {
    return new ReviewStore(on, database.changes(), CatalogDatabase.CLOCK);
  }

  private void plant() {
    jdbi.useHandle(handle -> {
      handle.execute(
          """
          INSERT INTO users (email, hashed_password, created_at)
          WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          SELECT i, '-', NOW(6) FROM n
          """,
          REVIEWS);
      handle.execute(
          """
          INSERT INTO reviews (user_id, series_id, text, state, created_at, updated_at)
          SELECT id, ?, CONCAT('review ', email), 'published', NOW(6), NOW(6)
          FROM users ORDER BY id
          """,
          series.value());
      handle.execute("ANALYZE TABLE reviews, users");
    });
  }
}
