package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.account.UserId;
import dev.yeoul.analytics.TrendingBoard;
import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.playback.KnownHistory;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.ViewerHistory.Mark;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.playback.WatchedSeries;
import dev.yeoul.recommendation.ServedBlend.Layer;
import dev.yeoul.recommendation.ServedBlend.Part;
import dev.yeoul.recommendation.SimilarTitles.Neighbour;
import dev.yeoul.taste.Preferences;
import dev.yeoul.taste.Taste;
import dev.yeoul.taste.Tastes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jdbi.v3.core.Handle;

/** What holds for every page, whatever a viewer has watched and said, on real stores. */
class RecommenderTest {
  private static final int TITLES = 60;
  private static final int IN_MODEL = 40;

  private static final Clock CLOCK = Clock.systemUTC();
  private static OwnStores stores = OwnStores.get();
  private static List<Show> shows = List.of();
  private static Viewing viewing = new Viewing(stores);
  private static ViewerMemory memory = memory();
  private static Recommender recommender = recommender();

  @BeforeContainer
  static void titles() throws IOException {
    stores = OwnStores.get();
    viewing = new Viewing(stores);
    shows = IntStream.range(0, TITLES).mapToObj(i -> viewing.show(1)).toList();
    // the last of the model's titles, and two that it does not know, have left the catalogue since
    stores
        .jdbi()
        .useHandle(handle -> {
          for (int gone : List.of(IN_MODEL - 1, TITLES - 2, TITLES - 1)) {
            handle.execute(
                "UPDATE series SET deleted_at = NOW(6) WHERE id = ?", shows.get(gone).id().value());
          }
        });
    memory = memory();
    recommender = recommender();
  }

  private static ViewerMemory memory() {
    return new ViewerMemory(viewing.history(), new Tastes(stores.jdbi()), CLOCK);
  }

  private static Recommender recommender() {
    var metrics = new SimpleMeterRegistry();
    var models = new ServedModels(stores.mongo(), metrics, CLOCK);
    if (!shows.isEmpty()) {
      serve(models);
    }
    var catalog = new CatalogReader(stores.jdbi());
    var titles = new Titles(catalog);
    var newTitles = new NewTitles(catalog);
    var trending = new TrendingBoard(stores.redis(), CLOCK);
    var forYou =
        new ForYou(
            new PersonalRanking(CLOCK),
            titles,
            newTitles,
            trending,
            new Exploration(10, "", CLOCK));
    var sources =
        new RowSources(
            forYou, new SimilarSeries(models, titles, newTitles), titles, newTitles, trending);
    return new Recommender(
        models,
        sources,
        viewing.history(),
        new Impressions("tests-only-4f0c1d7e9a2b8c3d5e6f7a8b9c0d1e2f", CLOCK));
  }

  private static void serve(ServedModels models) {
    var store = new ModelStore(stores.mongo());
    ServedModel model = model(store.freeVersion(CLOCK.instant()));
    try {
      store.put(model, card(model));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    store.use(model.version(), CLOCK.instant(), "a test");
    models.poll();
    assertThat(models.current()).isNotNull();
  }

  private static ModelCard card(ServedModel model) {
    Instant now = model.trainedAt();
    var size = new ModelCard.Size(0, 0, model.size(), model.bytes());
    return new ModelCard(model.version(), now, now, "by chance", size, Verdict.PUBLISHED, Map.of());
  }

  /** Weights by chance, below 0 too. */
  private static ServedModel model(String version) {
    var random = new Random(1);
    long[] ids = shows.stream().limit(IN_MODEL).mapToLong(show -> show.id().value()).toArray();
    int[] starts = new int[IN_MODEL + 1];
    List<Integer> targets = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    for (int item = 0; item < IN_MODEL; item++) {
      for (int to = 0; to < IN_MODEL; to++) {
        if (to != item && random.nextInt(3) == 0) {
          targets.add(to);
          values.add(random.nextFloat() - 0.2f);
        }
      }
      starts[item + 1] = targets.size();
    }
    float[] weights = new float[values.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = values.get(i);
    }
    var rows =
        new SparseRows(starts, targets.stream().mapToInt(Integer::intValue).toArray(), weights);
    float[] popular = new float[IN_MODEL];
    for (int item = 0; item < IN_MODEL; item++) {
      popular[item] = random.nextInt(100);
    }
    var part = new Part(List.of(new Layer(rows, HistoryKernel.UNIFORM, true)), 1);
    return new ServedModel(
        version, CLOCK.instant(), ids, new ServedBlend(List.of(part), 0.1f, popular), similar());
  }

  /** Each title is like the ten behind it, those without events and those that are gone too. */
  private static SimilarTitles similar() {
    Map<Long, List<Neighbour>> rows = new TreeMap<>();
    for (int i = 0; i < TITLES; i++) {
      List<Neighbour> near = new ArrayList<>();
      for (int d = 1; d <= 10; d++) {
        near.add(new Neighbour(shows.get((i + d) % TITLES).id().value(), 1f / d));
      }
      rows.put(shows.get(i).id().value(), near);
    }
    return SimilarTitles.of(new TreeMap<>(rows));
  }

  @Property(tries = 40)
  void a_page_never_shows_what_it_must_not(
      @ForAll long seed,
      @ForAll @IntRange(max = TITLES) int watched,
      @ForAll @IntRange(max = 20) int dismissed,
      @ForAll @IntRange(min = 1, max = 100) int limit) {
    var random = new Random(seed);
    UserId viewer = viewing.viewer();
    Set<Long> seen = some(random, watched);
    Set<Long> unwanted = some(random, dismissed);
    stores
        .jdbi()
        .useHandle(handle -> {
          write(handle, viewer, seen, random);
          for (long id : unwanted) {
            handle.execute(
                "INSERT INTO dismissals (user_id, series_id, created_at) VALUES (?, ?, NOW(6))",
                viewer.value(),
                id);
          }
        });
    ViewerFacts facts = memory.of(viewer, Mark.NONE);
    Page page = recommender.page(facts, limit);
    Set<Long> live =
        new HashSet<>(
            stores
                .jdbi()
                .withHandle(handle ->
                    handle
                        .createQuery("SELECT id FROM series WHERE deleted_at IS NULL")
                        .mapTo(Long.class)
                        .list()));
    assertThat(ReadyPage.of(page).ids()).doesNotHaveDuplicates().noneMatch(unwanted::contains);
    assertThat(live).containsAll(ReadyPage.of(page).ids());
    for (Page.Row row : page.rows()) {
      assertThat(row.titles().size()).as(row.row()).isBetween(1, limit);
      for (float score : row.titles().scores()) {
        assertThat(score).as(row.row()).isFinite();
      }
      if (!row.row().equals("continue_watching")) {
        assertThat(LongStream.of(row.titles().ids()).boxed().toList())
            .as(row.row())
            .noneMatch(seen::contains);
      }
      Page.Row alone = recommender.row(facts, row.row(), 0, limit).page().rows().getFirst();
      assertThat(alone.titles().size()).as(row.row()).isGreaterThanOrEqualTo(row.titles().size());
    }
  }

  private static Set<Long> some(Random random, int count) {
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      ids.add(shows.get(random.nextInt(TITLES)).id().value());
    }
    return ids;
  }

  @Example
  void a_row_goes_on_behind_titles_that_are_gone_until_it_is_full() {
    long watched = shows.get(TITLES - 5).id().value();

    Recommender.Part part =
        recommender.row(watching(TITLES - 5), "because_you_watched_" + watched, 0, 3);

    assertThat(part.page().rows().getFirst().titles().ids())
        .containsExactly(
            shows.get(TITLES - 4).id().value(),
            shows.get(TITLES - 3).id().value(),
            shows.get(0).id().value());
    assertThat(part.more()).isTrue();
  }

  @Example
  void a_genre_row_of_new_titles_alone_is_there_by_itself_too() {
    String genre = "Films that nobody has seen";
    Set<Long> titles = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      titles.add(newTitle(genre));
    }
    ViewerFacts viewer = choosing(new Preferences(List.of(genre), List.of(), null));
    String row = "genre_films-that-nobody-has-seen";

    assertThat(recommender.page(viewer, 1).rows()).extracting(Page.Row::row).contains(row);

    Page.Row alone = recommender.row(viewer, row, 0, 20).page().rows().getFirst();
    assertThat(alone.title()).isEqualTo(genre);
    assertThat(LongStream.of(alone.titles().ids()).boxed())
        .containsExactlyInAnyOrderElementsOf(titles);
  }

  /** One that the model does not know. */
  private static long newTitle(String genre) {
    long id = viewing.show(1).id().value();
    stores
        .jdbi()
        .useHandle(handle -> {
          handle.execute(
              "UPDATE series SET genre = ?, genres = JSON_ARRAY(?) WHERE id = ?", genre, genre, id);
          handle.execute("INSERT INTO series_genres (series_id, genre) VALUES (?, ?)", id, genre);
        });
    return id;
  }

  /** A viewer who has watched nothing yet. */
  private static ViewerFacts choosing(Preferences preferences) {
    return ViewerFacts.of(
        viewing.viewer(), KnownHistory.NONE, new Taste(Map.of(), Set.of(), preferences));
  }

  @Example
  void an_answer_says_what_ranked_it() {
    Preferences unknown = new Preferences(List.of("Drama"), List.of(), "KR");
    Preferences known = new Preferences(List.of(), List.of(shows.getFirst().id()), null);
    assertThat(source(choosing(Preferences.NONE))).isEqualTo(Source.POPULAR);
    assertThat(source(choosing(unknown))).isEqualTo(Source.POPULAR);
    assertThat(source(choosing(known))).isEqualTo(Source.MODEL);
    assertThat(source(watching(3))).isEqualTo(Source.MODEL);
    assertThat(source(watching(TITLES - 5))).isEqualTo(Source.MODEL); // similar to what it knows
    assertThat(source(watching(IN_MODEL + 5))).isEqualTo(Source.POPULAR);
  }

  private static Source source(ViewerFacts viewer) {
    Source source = recommender.page(viewer, 5).source();
    assertThat(recommender.row(viewer, "new", 0, 5).page().source()).isEqualTo(source);
    return source;
  }

  /** A viewer of one title. */
  private static ViewerFacts watching(int title) {
    UserId viewer = viewing.viewer();
    Set<Long> seen = Set.of(shows.get(title).id().value());
    stores.jdbi().useHandle(handle -> write(handle, viewer, seen, new Random(1)));
    return memory.of(viewer, Mark.NONE);
  }

  private static void write(Handle handle, UserId viewer, Set<Long> seen, Random random) {
    for (Show show : shows) {
      if (seen.contains(show.id().value())) {
        handle.execute(
            "INSERT INTO viewing_progress (user_id, series_id, episode_id, position_ms,"
                + " duration_ms, completed, entry_ms, entry_seq, updated_at)"
                + " VALUES (?, ?, ?, ?, 1000000, ?, ?, 0, NOW(6))",
            viewer.value(),
            show.id().value(),
            show.first().value(),
            random.nextInt(1_000_000),
            random.nextBoolean(),
            CLOCK.millis() - random.nextInt(1_000_000));
      }
    }
  }

  @Property(tries = 20)
  void any_history_gives_finite_scores_and_nothing_that_is_barred(
      @ForAll long seed, @ForAll @IntRange(max = 10_000) int length) {
    var random = new Random(seed);
    ServedModel model = model("any");
    List<WatchedSeries> watched = new ArrayList<>();
    for (int i = 0; i < length; i++) { // most of them are titles that the model does not know
      long id = i < IN_MODEL / 2 ? model.seriesId(i) : 1_000_000_000L + i;
      watched.add(
          new WatchedSeries(
              new SeriesId(id), random.nextDouble(), Instant.ofEpochSecond(random.nextInt())));
    }
    var viewer =
        ViewerFacts.of(
            new UserId(1),
            KnownHistory.NONE,
            watched,
            new Taste(Map.of(), Set.of(), Preferences.NONE));
    Ranked ranked = new PersonalRanking(CLOCK).of(model, viewer, 100);
    assertThat(ranked.size()).isEqualTo(IN_MODEL - Math.min(length, IN_MODEL / 2));
    for (int i = 0; i < ranked.size(); i++) {
      assertThat(ranked.scores()[i]).isFinite();
      assertThat(viewer.barred()).doesNotContain(ranked.ids()[i]);
    }
  }
}
