package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.platform.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walking the list finds each series once, in every order, however the walk is cut into pages. */
class SeriesPagingTest {
  private static final int ROWS = 157;
  private static final SeriesFilter ALL = SeriesFilter.ALL;

  // equal titles, titles equal but for their case or accents, and no year at all
  private static final List<String> TITLES =
      List.of("same", "Same", "sâme", "킹덤", "👑", "a", "Z", "", "2,215", "same ");

  private static final CatalogDatabase DATABASE = CatalogDatabase.create();

  // so close together that this short list has several marks and ranges
  private static final SeriesLists LISTS =
      new SeriesLists(
          DATABASE.jdbi(), new SeriesLists.Spacing(5, 10, 4), new ListWalks(DATABASE.jdbi()));

  @BeforeAll
  static void fill() {
    SplittableRandom random = new SplittableRandom(7);
    SeriesEditor editor = new SeriesEditor(DATABASE.changes(), CatalogDatabase.CLOCK);
    for (int i = 0; i < ROWS; i++) {
      Integer year = random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(2019, 2023));
      Kind kind = random.nextBoolean() ? Kind.MOVIE : Kind.SHOW;
      List<String> genres = random.nextBoolean() ? List.of("G") : List.of("H", "G ");
      editor.add(
          new SeriesInput(
              kind,
              TITLES.get(random.nextInt(TITLES.size())),
              null,
              year,
              genres,
              "PG",
              List.of(),
              List.of(),
              List.of()));
    }
    DATABASE
        .jdbi()
        .useHandle(handle -> {
          handle.execute("UPDATE series SET added_on = NULL WHERE id % 5 = 0");
          handle.execute("UPDATE series SET added_on = '2021-01-01' WHERE id % 5 = 1");
        });
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void aGenreIsFoundExactly() {
    SeriesFilter padded = new SeriesFilter(null, "G ", null, null);
    assertThat(rows(padded, SeriesOrder.ID, 0, 100, null))
        .isNotEmpty()
        .allSatisfy(series -> assertThat(series.genres()).contains("G "));
    assertThat(rows(new SeriesFilter(null, "g", null, null), SeriesOrder.ID, 0, 100, null))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SeriesOrder.class)
  void eachSeriesComesOnce(SeriesOrder order) {
    List<Series> whole = new ArrayList<>();
    for (long skip = 0; skip < ROWS; skip += 100) {
      whole.addAll(cut(rows(ALL, order, skip, 100, null), 100));
    }
    assertThat(whole).hasSize(ROWS).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 2, 7, 50, 100}) {
      assertThat(byCursor(ALL, order, limit)).as("by cursor, %d a page", limit).isEqualTo(whole);
      assertThat(bySkip(order, limit)).as("by skip, %d a page", limit).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(SeriesOrder.class)
  void aFilteredWalkFindsWhatIsCounted(SeriesOrder order) {
    for (SeriesFilter filter :
        List.of(
            new SeriesFilter(Kind.MOVIE, null, null, null),
            new SeriesFilter(null, "H", null, null),
            new SeriesFilter(Kind.SHOW, "H", 2020L, "PG"),
            new SeriesFilter(null, "nothing", null, null))) {
      long count = LISTS.total(filter);
      assertThat(byCursor(filter, order, 6)).hasSize((int) count).doesNotHaveDuplicates();
    }
  }

  @Test
  void ordersAreWhatTheySay() {
    List<Series> released = byCursor(ALL, SeriesOrder.NEWEST_RELEASE, 100);
    assertThat(released.stream().map(row -> row.releaseYear() == null ? 0 : row.releaseYear()))
        .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    assertThat(byCursor(ALL, SeriesOrder.ID, 100).stream().map(Series::id)).isSorted();
    assertThat(byCursor(ALL, SeriesOrder.NEWEST_ADDED, 100).getLast().addedOn()).isNull();
  }

  @Test
  void beyondTheEndThereIsNothing() {
    assertThat(rows(ALL, SeriesOrder.TITLE, Long.MAX_VALUE, 100, null)).isEmpty();
  }

  private static List<Series> byCursor(SeriesFilter filter, SeriesOrder order, int limit) {
    List<Series> seen = new ArrayList<>();
    String after = null;
    do {
      List<Series> page = rows(filter, order, 0, limit, after);
      seen.addAll(cut(page, limit));
      after = page.size() > limit ? order.cursor(seen.getLast()) : null;
    } while (after != null && seen.size() <= ROWS);
    return seen;
  }

  private static List<Series> bySkip(SeriesOrder order, int limit) {
    List<Series> seen = new ArrayList<>();
    for (int skip = 0; skip < ROWS; skip += limit) {
      seen.addAll(cut(rows(ALL, order, skip, limit, null), limit));
    }
    return seen;
  }

  private static List<Series> cut(List<Series> page, int limit) {
    return page.subList(0, Math.min(limit, page.size()));
  }

  private static List<Series> rows(
      SeriesFilter filter, SeriesOrder order, long skip, int limit, @Nullable String after) {
    PageRequest page = new PageRequest(skip, limit, after);
    return LISTS.page(filter, order, page);
  }
}
