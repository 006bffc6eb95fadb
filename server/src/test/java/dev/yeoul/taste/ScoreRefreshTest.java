package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.account.PinnedClock;
import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.catalog.SeriesScores;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.SqlAfterErrors;
import dev.yeoul.playback.Viewing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which scores are made when, on a database that nobody else has. */
class ScoreRefreshTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final CatalogDatabase database = CatalogDatabase.create();
  private final Jdbi jdbi = database.jdbi();
  private final PinnedClock clock = new PinnedClock("2026-03-01T12:00:00Z");
  private final ChangeFeed changes = database.changes();
  private final RatingStore ratings = new RatingStore(jdbi, changes);
  private final ScoreRefresh refresh = refresh(MINUTE);
  private final SeriesId one = Viewing.show(jdbi, 1, 1000).id();
  private final SeriesId two = Viewing.show(jdbi, 1, 1000).id();
  private final UserId user = TasteCalls.user(jdbi);

  @AfterEach
  void drop() {
    database.close();
  }

  private ScoreRefresh refresh(Duration interval) {
    return new ScoreRefresh(jdbi, new SeriesScores(changes), clock, interval);
  }

  @Test
  void only_series_whose_ratings_changed_are_looked_at() {
    plantScore(two);
    TasteCalls.rate(ratings, user, one, 2);
    assertThat(refresh.run()).isEqualTo(1);
    assertThat(score(one)).isEqualTo("2.00 of 1");
    assertThat(score(two)).as("not made anew").isEqualTo("1.11 of 77");

    clock.advance(MINUTE);
    TasteCalls.rate(ratings, user, two, 5);
    assertThat(refresh.run()).isEqualTo(1);
    assertThat(score(two)).isEqualTo("5.00 of 1");
    assertThat(changesLeft()).isZero();
  }

  @Test
  void a_minute_lies_between_two_times_whichever_node_it_is() {
    TasteCalls.rate(ratings, user, one, 2);
    assertThat(refresh.run()).isEqualTo(1);
    TasteCalls.rate(ratings, user, one, 4);
    clock.advance(MINUTE.minusMillis(1));
    assertThat(refresh.run()).isZero();
    assertThat(refresh(MINUTE).run()).as("another node").isZero();
    assertThat(score(one)).isEqualTo("2.00 of 1");
    clock.advance(Duration.ofMillis(1));
    assertThat(refresh(MINUTE).run()).isEqualTo(1);
    assertThat(score(one)).isEqualTo("4.00 of 1");
  }

  @Test
  void what_comes_to_the_same_writes_no_change_row() {
    TasteCalls.rate(ratings, user, one, 2);
    refresh.run();
    int told = TasteCalls.told(jdbi, one.tag());
    clock.advance(MINUTE);
    TasteCalls.rate(ratings, user, one, 5);
    TasteCalls.rate(ratings, user, one, 2);
    assertThat(refresh.run()).isZero();
    assertThat(TasteCalls.told(jdbi, one.tag())).isEqualTo(told);
    assertThat(changesLeft()).isZero();
  }

  @Test
  void a_deletion_counts() {
    UserId other = TasteCalls.user(jdbi);
    TasteCalls.rate(ratings, user, one, 2);
    TasteCalls.rate(ratings, other, one, 5);
    refresh.run();
    assertThat(score(one)).isEqualTo("3.50 of 2");
    clock.advance(MINUTE);
    TasteCalls.rate(ratings, other, one, null);
    refresh.run();
    assertThat(score(one)).isEqualTo("2.00 of 1");
    clock.advance(MINUTE);
    TasteCalls.rate(ratings, user, one, null);
    refresh.run();
    assertThat(score(one)).isEqualTo("null of 0");
  }

  @Test
  void a_rating_that_commits_late_is_found_the_next_time() throws Exception {
    CountDownLatch numbered = new CountDownLatch(1);
    CountDownLatch refreshed = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var late =
          threads.submit(() ->
              jdbi.inTransaction(handle -> {
                handle.execute("INSERT INTO rating_changes (series_id) VALUES (?)", two.value());
                numbered.countDown();
                refreshed.await();
                return handle.execute(
                    "INSERT INTO ratings VALUES (?, ?, 3, NOW(6), NOW(6))",
                    user.value(),
                    two.value());
              }));
      numbered.await();
      try {
        TasteCalls.rate(ratings, user, one, 4); // a larger number, committed before
        assertThat(refresh.run()).isEqualTo(1);
      } finally {
        refreshed.countDown();
      }
      late.get();
    }
    clock.advance(MINUTE);
    assertThat(refresh.run()).isEqualTo(1);
    assertThat(score(two)).isEqualTo("3.00 of 1");
  }

  @Test
  void a_thousand_series_are_made_at_once() {
    jdbi.useHandle(handle -> {
      handle.execute("SET SESSION cte_max_recursion_depth = 2000");
      handle.execute(
          """
          INSERT INTO series (id, kind, title, genres, countries, directors, cast, created_at,
            updated_at)
          WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
          SELECT 10000 + i, 'movie', 'A movie', '[]', '[]', '[]', '[]', NOW(6), NOW(6) FROM n
          """);
      handle.execute(
          """
          INSERT INTO ratings
          SELECT ?, id, 1 + id % 5, NOW(6), NOW(6) FROM series WHERE id > 10000
          """,
          user.value());
      handle.execute(
          "INSERT INTO rating_changes (series_id) SELECT id FROM series, (SELECT 1 UNION SELECT 2) t"
              + " WHERE id > 10000");
    });
    assertThat(refresh.run()).isEqualTo(1100);
    assertThat(changesLeft()).isZero();
    assertThat(score(new SeriesId(10_001))).isEqualTo("2.00 of 1");
    assertThat(score(new SeriesId(11_100))).isEqualTo("1.00 of 1");
  }

  @Test
  void an_error_does_not_end_the_worker() throws InterruptedException {
    TasteCalls.rate(ratings, user, one, 2);
    Jdbi full = SqlAfterErrors.on(jdbi, 2);
    var worker =
        new ScoreWorker(
            new ScoreRefresh(full, new SeriesScores(changes), clock, MINUTE),
            Duration.ofMillis(10));
    worker.start();
    try {
      await().atMost(MINUTE).until(() -> score(one).equals("2.00 of 1"));
    } finally {
      assertThat(worker.stop(MINUTE)).isTrue();
    }
  }

  private void plantScore(SeriesId series) {
    jdbi.useHandle(handle ->
        handle.execute(
            "UPDATE series SET score_average = 1.11, score_count = 77 WHERE id = ?",
            series.value()));
  }

  private String score(SeriesId series) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT score_average, score_count FROM series WHERE id = ?")
            .bind(0, series.value())
            .map((row, context) -> row.getBigDecimal(1) + " of " + row.getInt(2))
            .one());
  }

  private int changesLeft() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT COUNT(*) FROM rating_changes").mapTo(int.class).one());
  }
}
