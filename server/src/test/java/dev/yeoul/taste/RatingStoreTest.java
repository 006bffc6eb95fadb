package dev.yeoul.taste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.embedded.Store;
import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.GroupCommit;
import dev.yeoul.platform.PlatformProblem;
import dev.yeoul.platform.ProblemMapper;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.ViewerHistory.Play;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.taste.RatingChange.Outcome;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a transaction of several ratings leaves behind. */
class RatingStoreTest {
  private final Instant now = CatalogDatabase.CLOCK.instant();
  private static final UserId NOBODY = new UserId(999_999_999);
  private static final long BATCHES_FROM = 1_000_000_000;

  private final CatalogDatabase database = CatalogDatabase.create();
  private final Jdbi jdbi = database.jdbi();
  private final RatingStore ratings = new RatingStore(jdbi, database.changes());
  private final Show show = Viewing.show(jdbi, 2, 1000);
  private final SeriesId series = show.id();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void each_of_many_viewers_has_one_rating_and_all_are_told() {
    List<UserId> users = users(jdbi, 40);
    users.forEach(this::watched);
    List<RatingChange> all =
        users.stream().map(user -> change(user, (int) (1 + user.value() % 5), false)).toList();
    assertThat(ratings.write(all)).hasSize(40).containsOnly(Outcome.WRITTEN);
    for (UserId user : users) {
      assertThat(score(user)).isEqualTo((int) (1 + user.value() % 5));
      assertThat(TasteCalls.told(jdbi, Tastes.tag(user))).isEqualTo(1);
    }
    assertThat(count("ratings")).isEqualTo(40);
    assertThat(count("rating_changes")).as("once a series").isEqualTo(1);
  }

  @Test
  void who_has_not_watched_and_what_is_not_there_hold_nobody_back() {
    List<UserId> users = users(jdbi, 3);
    watched(users.get(0));
    watched(users.get(2));
    Play nowhere = new Play(users.get(0), new SeriesId(999_999_999));
    assertThat(
            ratings.write(
                List.of(
                    change(users.get(0), 4, false),
                    change(users.get(1), 4, false),
                    new RatingChange(nowhere, 4, now, false),
                    new RatingChange(nowhere, null, now, false),
                    change(users.get(2), 5, false))))
        .containsExactly(
            Outcome.WRITTEN,
            Outcome.NO_PLAY,
            Outcome.NO_SERIES,
            Outcome.NO_SERIES,
            Outcome.WRITTEN);
    assertThat(score(users.get(0))).isEqualTo(4);
    assertThat(score(users.get(1))).isNull();
    assertThat(score(users.get(2))).isEqualTo(5);
  }

  @Test
  void of_one_viewers_changes_the_last_one_wins() {
    UserId user = users(jdbi, 1).getFirst();
    ratings.write(List.of(change(user, 1, true), change(user, 5, true), change(user, 2, true)));
    assertThat(score(user)).isEqualTo(2);
    ratings.write(List.of(change(user, 3, true), change(user, 4, true), change(user, null, true)));
    assertThat(score(user)).isNull();
    ratings.write(List.of(change(user, null, true), change(user, 1, true)));
    assertThat(score(user)).isEqualTo(1);
  }

  @Test
  void a_viewer_who_is_gone_fails_alone() throws InterruptedException {
    List<UserId> users = users(jdbi, 2);
    try (Gathered gathered = new Gathered(ratings)) {
      var one = gathered.write(change(users.get(0), 3, true));
      var gone = gathered.write(change(NOBODY, 3, true));
      var two = gathered.write(change(users.get(1), 3, true));
      gathered.go();
      assertThat(one.join()).isEqualTo(Outcome.WRITTEN);
      assertThatThrownBy(gone::join)
          .hasRootCauseInstanceOf(SQLIntegrityConstraintViolationException.class);
      assertThat(two.join()).isEqualTo(Outcome.WRITTEN);
    }
    assertThat(count("ratings")).isEqualTo(2);
  }

  /** Each batch rates for all viewers, at its own time: whatever is there is of one batch. */
  @Test
  void killed_mysql_keeps_a_batch_wholly_or_not_at_all_and_everybody_is_told() throws Exception {
    OwnStores stores = OwnStores.get();
    Store mysql = stores.servers().mysql();
    SeriesId rated = Viewing.show(stores.jdbi(), 1, 1000).id();
    List<UserId> users = users(stores.jdbi(), 30);
    RatingStore own =
        new RatingStore(stores.jdbi(), new ChangeFeed(stores.jdbi(), null, Clock.systemUTC()));
    CountDownLatch flowing = new CountDownLatch(20);
    CompletableFuture<Long> last =
        CompletableFuture.supplyAsync(() -> writeUntilItFails(own, users, rated, flowing));
    flowing.await();
    mysql.kill();
    long acknowledged = last.get();

    try (Gathered gathered = new Gathered(own)) {
      List<CompletableFuture<Outcome>> answers = new ArrayList<>();
      users.forEach(user -> answers.add(gathered.write(batch(user, rated, 0))));
      gathered.go();
      answers.forEach(answer ->
          assertThatThrownBy(answer::join)
              .satisfies(failure ->
                  assertThat(
                          new ProblemMapper().of(Objects.requireNonNull(failure.getCause())).type())
                      .isEqualTo(PlatformProblem.STORE_UNAVAILABLE)));
    }
    mysql.restart();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(batches(stores.jdbi(), rated))
                .hasSize(1)
                .allSatisfy(ms -> assertThat(ms).isBetween(acknowledged, acknowledged + 1)));
  }

  private static long writeUntilItFails(
      RatingStore ratings, List<UserId> users, SeriesId series, CountDownLatch flowing) {
    for (int number = 1; ; number++) {
      int batch = number;
      try {
        ratings.write(users.stream().map(user -> batch(user, series, batch)).toList());
        flowing.countDown();
      } catch (RuntimeException e) {
        return number - 1L;
      }
    }
  }

  private static RatingChange batch(UserId user, SeriesId series, int number) {
    return new RatingChange(
        new Play(user, series),
        1 + number % 5,
        Instant.ofEpochSecond(BATCHES_FROM).plusMillis(number),
        true);
  }

  private static Set<Long> batches(Jdbi jdbi, SeriesId series) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT ROUND((UNIX_TIMESTAMP(updated_at) - :from) * 1000) FROM ratings WHERE series_id = :series
                """)
            .bind("series", series.value())
            .bind("from", BATCHES_FROM)
            .mapTo(Long.class)
            .set());
  }

  /** Has all that comes before {@link #go} written together. */
  private static final class Gathered implements AutoCloseable {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final GroupCommit<RatingChange, Outcome> writes;

    Gathered(RatingStore ratings) throws InterruptedException {
      this.writes =
          new GroupCommit<>(
              batch -> {
                if (batch.getFirst().of().equals(FIRST)) {
                  hold();
                  return List.of(Outcome.NO_SERIES);
                }
                return ratings.write(batch);
              },
              Duration.ZERO);
      var _ = writes.write(new RatingChange(FIRST, null, Instant.EPOCH, true));
      held.await();
    }

    private static final Play FIRST = new Play(NOBODY, new SeriesId(0));

    private void hold() {
      held.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    CompletableFuture<Outcome> write(RatingChange change) {
      return writes.write(change);
    }

    void go() {
      go.countDown();
    }

    @Override
    public void close() {
      go();
    }
  }

  private RatingChange change(UserId user, @Nullable Integer score, boolean known) {
    return new RatingChange(new Play(user, series), score, now, known);
  }

  private void watched(UserId user) {
    jdbi.useHandle(handle ->
        handle.execute(
            "INSERT INTO viewing_progress VALUES (?, ?, ?, 5, NULL, FALSE, 1, 0, NOW(6))",
            user.value(),
            series.value(),
            show.first().value()));
  }

  private static List<UserId> users(Jdbi jdbi, int howMany) {
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      users.add(TasteCalls.user(jdbi));
    }
    return users;
  }

  private @Nullable Integer score(UserId user) {
    return ratings.find(user, series).map(RatingView::score).orElse(null);
  }

  private int count(String table) {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(int.class).one());
  }
}
