package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.catalog.CatalogDatabase;
import dev.yeoul.catalog.CatalogImport;
import dev.yeoul.catalog.ImportOptions;
import dev.yeoul.catalog.ImportProgress;
import dev.yeoul.recommendation.DemoAudience.Made;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over the real catalogue, in a database of its own. */
class DemoAudienceTest {
  private static final Path REAL = Path.of("../data/netflix_titles.csv.gz");
  private static final int VIEWERS = 250;

  private static final CatalogDatabase DATABASE = CatalogDatabase.create();
  private static final Jdbi JDBI = DATABASE.jdbi();

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void catalogue() {
    new CatalogImport(JDBI, DATABASE.changes(), CatalogDatabase.CLOCK)
        .run(REAL, new ImportOptions(true, null), ImportProgress.silent());
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @AfterEach
  void nobody() {
    JDBI.useHandle(handle -> {
      handle.execute("DELETE FROM viewing_progress");
      handle.execute("DELETE FROM users");
    });
  }

  private Made make(int viewers, long seed) {
    return new DemoAudience(JDBI, CatalogDatabase.CLOCK).make(viewers, seed, said::add);
  }

  @Test
  void a_second_run_adds_nothing_and_a_larger_one_what_is_missing() {
    Made first = make(30, 1);
    assertThat(first.added()).isEqualTo(30);
    assertThat(first.episodes()).isEqualTo(number("SELECT COUNT(*) FROM viewing_progress"));
    assertThat(said).containsExactly("audience: 30 of 30 viewers");

    assertThat(make(30, 1)).isEqualTo(new Made(0, 30, 0, 0));
    assertThat(make(30, 1).text()).contains("there already", "nothing was added");
    assertThat(number("SELECT COUNT(*) FROM viewing_progress")).isEqualTo(first.episodes());

    List<String> before = rows("LIKE '%'");
    assertThat(make(40, 1).added()).isEqualTo(10);
    assertThat(number("SELECT COUNT(*) FROM users")).isEqualTo(40);
    assertThat(rows("< 'audience-0000031'")).isEqualTo(before);
  }

  @Test
  void the_same_seed_makes_the_same_audience() {
    make(20, 7);
    List<String> once = rows("LIKE '%'");
    nobody();
    make(20, 7);
    assertThat(rows("LIKE '%'")).isEqualTo(once).hasSizeGreaterThan(100);
    nobody();
    make(20, 8);
    assertThat(rows("LIKE '%'")).isNotEqualTo(once);
  }

  @Test
  void viewers_are_marked_as_generated_and_others_left_alone() {
    JDBI.useHandle(handle ->
        handle.execute(
            "INSERT INTO users (email, hashed_password, created_at)"
                + " VALUES ('audience-of-one@generated.invalid', '-', NOW())"));
    assertThat(make(3, 1).added()).isEqualTo(3);
    assertThat(strings("SELECT CONCAT(email, ' ', hashed_password, ' ', name) FROM users"))
        .contains("audience-0000003@generated.invalid ! Generated viewer 3");
  }

  @Test
  void rows_are_such_as_players_leave() {
    Made made = make(VIEWERS, 1);
    assertThat(made.titles()).isLessThanOrEqualTo(DemoAudience.MOST_TITLES);
    assertThat(number("SELECT COUNT(DISTINCT series_id) FROM viewing_progress"))
        .isEqualTo(made.titles());
    long now = CatalogDatabase.CLOCK.millis();
    long from = CatalogDatabase.CLOCK.instant().minus(Duration.ofDays(60)).toEpochMilli();
    assertThat(
            strings(
                """
                SELECT CONCAT(user_id, '/', episode_id) FROM viewing_progress p
                JOIN episodes e ON e.id = p.episode_id
                WHERE e.series_id <> p.series_id OR e.live IS NULL
                  OR NOT duration_ms <=> e.duration_seconds * 1000
                  OR position_ms > duration_ms
                  OR completed <> (position_ms + 1 >= 0.9 * IFNULL(duration_ms, 2700000))
                  OR entry_ms < %d OR entry_ms > %d
                  OR updated_at <> FROM_UNIXTIME(entry_ms / 1000)
                """
                    .formatted(from, now)))
        .isEmpty();
    assertThat(
            number(
                "SELECT COUNT(*) FROM (SELECT 1 FROM viewing_progress"
                    + " GROUP BY user_id, entry_ms, entry_seq HAVING COUNT(*) > 1) AS twice"))
        .isZero();
    assertThat(strings("SELECT MAX(updated_at) FROM viewing_progress").getFirst())
        .startsWith("2026-0");
    assertThat(Instant.ofEpochMilli(number("SELECT MAX(entry_ms) FROM viewing_progress")))
        .isAfter(CatalogDatabase.CLOCK.instant().minus(Duration.ofDays(1)));
  }

  @Test
  void histories_differ_in_length_and_completion() {
    make(VIEWERS, 1);
    List<Long> lengths =
        numbers("SELECT COUNT(DISTINCT series_id) FROM viewing_progress GROUP BY user_id");
    assertThat(lengths).hasSize(VIEWERS).allMatch(length -> length >= 5 && length <= 120);
    assertThat(lengths.stream().distinct().count()).isGreaterThan(20);
    assertThat(number("SELECT 100 * SUM(completed) DIV COUNT(*) FROM viewing_progress"))
        .isBetween(55L, 85L);
    assertThat(
            number(
                "SELECT COUNT(*) FROM (SELECT 1 FROM viewing_progress GROUP BY user_id, series_id"
                    + " HAVING COUNT(*) > 1) AS shows"))
        .as("shows that were gone on with")
        .isGreaterThan(VIEWERS);
  }

  @Test
  void a_few_titles_have_most_of_the_views() {
    make(VIEWERS, 1);
    List<Long> viewers =
        numbers(
            "SELECT COUNT(DISTINCT user_id) AS v FROM viewing_progress GROUP BY series_id"
                + " ORDER BY v DESC");
    long all = viewers.stream().mapToLong(Long::longValue).sum();
    long head = viewers.stream().limit(300).mapToLong(Long::longValue).sum();
    assertThat(100 * head / all).isBetween(30L, 80L);
  }

  @Test
  void a_viewer_watches_far_more_of_the_favourite_genre_than_the_catalogue_has() {
    make(VIEWERS, 1);
    Map<String, Double> catalogue =
        shares(
            "SELECT '' AS viewer, genre, COUNT(*) / (SELECT COUNT(*) FROM series)"
                + " FROM series_genres GROUP BY genre");
    Map<String, Double> viewers =
        shares(
            """
            SELECT w.user_id, genre, COUNT(*) / MAX(n) FROM
              (SELECT DISTINCT user_id, series_id FROM viewing_progress) AS w
              JOIN series_genres USING (series_id)
              JOIN (SELECT user_id, COUNT(DISTINCT series_id) AS n FROM viewing_progress
                    GROUP BY user_id) AS c ON c.user_id = w.user_id
            GROUP BY w.user_id, genre
            """);
    Map<String, Map.Entry<String, Double>> favourites =
        viewers.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().split("/", 2)[0],
                    entry -> entry,
                    (a, b) -> a.getValue() >= b.getValue() ? a : b));
    List<Double> lifts =
        favourites.values().stream()
            .map(entry ->
                entry.getValue()
                    / catalogue.getOrDefault("/" + entry.getKey().split("/", 2)[1], 1.0))
            .sorted()
            .toList();
    assertThat(lifts).hasSize(VIEWERS);
    assertThat(lifts.get(VIEWERS / 10)).as("nine of ten viewers").isGreaterThan(1.5);
    assertThat(lifts.get(VIEWERS / 2)).as("half of them").isGreaterThan(2.5);
  }

  private static Map<String, Double> shares(String sql) {
    return JDBI.withHandle(handle ->
        handle
            .createQuery(sql)
            .map((row, context) ->
                Map.entry(row.getString(1) + "/" + row.getString(2), row.getDouble(3)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Test
  void an_empty_catalogue_has_no_audience() {
    try (CatalogDatabase empty = CatalogDatabase.create()) {
      DemoAudience audience = new DemoAudience(empty.jdbi(), CatalogDatabase.CLOCK);
      assertThatThrownBy(() -> audience.make(10, 1, said::add))
          .isInstanceOf(RecommendationException.class)
          .hasMessageContaining("import one first");
    }
  }

  /** Each row by its viewer's address, for ids of users are never the same again. */
  private static List<String> rows(String email) {
    return strings(
        """
        SELECT CONCAT_WS(' ', email, series_id, episode_id, position_ms, duration_ms, completed,
          entry_ms, entry_seq)
        FROM viewing_progress JOIN users ON users.id = user_id
        WHERE email %s ORDER BY email, entry_ms, entry_seq
        """
            .formatted(email));
  }

  private static List<String> strings(String sql) {
    return JDBI.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private static List<Long> numbers(String sql) {
    return JDBI.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).list());
  }

  private static long number(String sql) {
    return numbers(sql).getFirst();
  }
}
