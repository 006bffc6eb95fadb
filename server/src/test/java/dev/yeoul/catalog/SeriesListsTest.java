package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.yeoul.platform.ChangeFeed;
import dev.yeoul.platform.PageRequest;
import dev.yeoul.platform.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is remembered of the lists never shows: each answer is the one that plain SQL gives. */
class SeriesListsTest {
  private static final int ROWS = 300;
  private static final List<String> TITLES =
      List.of("same", "Same", "sâme", "same ", "킹덤", "👑", "a", "Z", "", "2,215");
  private static final List<String> GENRES = List.of("Drama", "Drama ", "drama", "Crime", "Kids");
  private static final List<String> RATINGS = List.of("PG", "pg", "R", "");

  private static final CatalogDatabase DATABASE = CatalogDatabase.create();

  private final ChangeFeed changes = DATABASE.changes();
  private final SeriesLists lists =
      new SeriesLists(
          DATABASE.jdbi(), new SeriesLists.Spacing(3, 12, 4), new ListWalks(DATABASE.jdbi()));
  private final SeriesEditor editor = new SeriesEditor(changes, CatalogDatabase.CLOCK);
  private final List<SeriesId> live = new ArrayList<>();

  SeriesListsTest() {
    changes.listen(lists);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void answersAreThoseOfPlainSqlWhateverIsEdited() {
    SplittableRandom random = new SplittableRandom(20260301);
    for (int i = 0; i < ROWS; i++) {
      live.add(editor.add(series(random)).id());
    }
    for (int edit = 0; edit < 120; edit++) {
      for (int look = 0; look < 12; look++) {
        compare(filter(random), random);
      }
      edit(random);
    }
  }

  @Test
  void anImportIsSeenWhole() {
    SplittableRandom random = new SplittableRandom(7);
    compare(SeriesFilter.ALL, random);
    new CatalogImport(DATABASE.jdbi(), changes, CatalogDatabase.CLOCK)
        .generate(700, new ImportOptions(false, null), ImportProgress.silent());
    for (int look = 0; look < 20; look++) {
      compare(SeriesFilter.ALL, random);
      compare(new SeriesFilter(null, "Generated", null, null), random);
    }
  }

  /** The table is locked, as a walk along a long list on a slow disk seems to its callers. */
  @Test
  void aListThatTakesLongIsWalkedOnceHoweverManyAskAndIsThereAfterwards() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 50; i++) {
      live.add(editor.add(series(random)).id());
    }
    SeriesLists impatient =
        new SeriesLists(
            DATABASE.jdbi(),
            new SeriesLists.Spacing(3, 12, 4),
            new ListWalks(DATABASE.jdbi(), Duration.ofMillis(100)));
    try (Handle editors = DATABASE.jdbi().open()) {
      editors.execute("LOCK TABLES series WRITE");
      try {
        for (int call = 0; call < 5; call++) {
          assertThatThrownBy(() -> impatient.total(SeriesFilter.ALL))
              .isInstanceOfSatisfying(
                  ProblemException.class,
                  problem -> assertThat(problem.type().status()).isEqualTo(503));
        }
        assertThat(running(editors)).filteredOn(sql -> sql.contains("GROUP BY part")).hasSize(1);
      } finally {
        editors.execute("UNLOCK TABLES");
      }
    }

    await()
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(impatient.total(SeriesFilter.ALL)).isEqualTo(lists.total(SeriesFilter.ALL)));
  }

  private static List<String> running(Handle handle) {
    return handle
        .createQuery(
            "SELECT info FROM information_schema.processlist WHERE db = :name AND info IS NOT NULL"
                + " AND id <> CONNECTION_ID()")
        .bind("name", DATABASE.name())
        .mapTo(String.class)
        .list();
  }

  /** A count that began before a change and ended after it must not be taken for the new one. */
  @Test
  void readersDuringEditsLeaveNothingOldBehind() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      live.add(editor.add(series(random)).id());
    }
    AtomicBoolean reading = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        SplittableRandom own = random.split();
        readers.add(
            threads.submit(() -> {
              while (reading.get()) {
                SeriesFilter filter = filter(own);
                lists.total(filter);
                lists.page(filter, order(own), new PageRequest(own.nextInt(60), 10, null));
              }
            }));
      }
      try {
        for (int edit = 0; edit < 100; edit++) {
          for (int more = 0; more < 3; more++) {
            edit(random); // the second comes while readers look at what the first one changed
          }
          // what this thread wrote it reads, whatever the others are in the middle of
          compare(SeriesFilter.ALL, random);
          compare(new SeriesFilter(null, "Drama", null, null), random);
        }
      } finally {
        reading.set(false);
      }
      for (Future<?> reader : readers) {
        reader.get(30, TimeUnit.SECONDS);
      }
    }
  }

  private void edit(SplittableRandom random) {
    int which = random.nextInt(live.size());
    switch (random.nextInt(4)) {
      case 0 -> live.add(editor.add(series(random)).id());
      case 1 -> editor.delete(live.remove(which), "*");
      default -> editor.replace(live.get(which), changed(live.get(which), random), "*");
    }
  }

  private void compare(SeriesFilter filter, SplittableRandom random) {
    SeriesOrder order = order(random);
    int skip = random.nextInt(ROWS + 60);
    int limit = random.nextInt(1, 30);
    List<SeriesId> page =
        lists.page(filter, order, new PageRequest(skip, limit, null)).stream()
            .map(Series::id)
            .toList();
    assertThat(page)
        .as("%s %s from %d", filter, order, skip)
        .isEqualTo(plain(filter, order, skip, limit + 1));
    assertThat(lists.total(filter))
        .as("%s", filter)
        .isEqualTo(plain(filter, SeriesOrder.ID, 0, 100_000).size());
  }

  private static List<SeriesId> plain(SeriesFilter filter, SeriesOrder order, int skip, int limit) {
    return DATABASE
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT id FROM series WHERE %s ORDER BY %s LIMIT %d, %d"
                        .formatted(filter.condition(), order.columns(), skip, limit))
                .bindMap(filter.values())
                .mapTo(Long.class)
                .map(SeriesId::new)
                .list());
  }

  private static SeriesOrder order(SplittableRandom random) {
    return pick(List.of(SeriesOrder.values()), random);
  }

  private static SeriesFilter filter(SplittableRandom random) {
    return new SeriesFilter(
        random.nextInt(4) == 0 ? pick(List.of(Kind.values()), random) : null,
        random.nextInt(2) == 0 ? pick(GENRES, random) : null,
        random.nextInt(5) == 0 ? Long.valueOf(random.nextInt(2018, 2024)) : null,
        random.nextInt(5) == 0 ? pick(RATINGS, random) : null);
  }

  private SeriesInput changed(SeriesId id, SplittableRandom random) {
    SeriesInput fresh = series(random);
    Kind kind =
        DATABASE.jdbi().withHandle(handle -> SeriesRows.find(handle, id)).orElseThrow().kind();
    return new SeriesInput(
        kind,
        fresh.title(),
        null,
        fresh.releaseYear(),
        fresh.genres(),
        fresh.rating(),
        List.of(),
        List.of(),
        List.of());
  }

  private static SeriesInput series(SplittableRandom random) {
    return new SeriesInput(
        random.nextBoolean() ? Kind.MOVIE : Kind.SHOW,
        pick(TITLES, random),
        null,
        random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(2018, 2024)),
        random.nextInt(5) == 0 ? List.of() : List.of(pick(GENRES, random), pick(GENRES, random)),
        random.nextInt(4) == 0 ? null : pick(RATINGS, random),
        List.of(),
        List.of(),
        List.of());
  }

  private static <T> T pick(List<T> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
