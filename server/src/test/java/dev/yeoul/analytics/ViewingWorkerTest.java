package dev.yeoul.analytics;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.yeoul.account.UserId;
import dev.yeoul.catalog.SeriesId;
import dev.yeoul.platform.SqlAfterErrors;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.StreamEntry;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import dev.yeoul.playback.ViewingEntry;
import dev.yeoul.playback.ViewingEvent;
import dev.yeoul.playback.ViewingEvent.Clicked;
import dev.yeoul.playback.ViewingEvent.Shown;
import dev.yeoul.playback.ViewingStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewingWorkerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final OwnStores stores = OwnStores.get();
  private final Viewing viewing = new Viewing(stores);
  private final Stored stored = new Stored(stores);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<ViewingWorker> workers = new ArrayList<>();

  @BeforeEach
  void schema() {
    new AnalyticsSchema(stores.mongo()).create();
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (ViewingWorker worker : workers) {
      assertThat(worker.stop(LIMIT)).isTrue();
    }
  }

  @Test
  void two_workers_share_the_streams_and_store_everything_once() throws Exception {
    Show show = viewing.show(4);
    List<UserId> viewers = Stream.generate(viewing::viewer).limit(16).toList();
    start();
    start();
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (UserId viewer : viewers) {
      writers.add(() -> {
        for (int second = 1; second <= 50; second++) {
          viewing.watch(viewer, show.id(), show.episodes().get(second % 4), second);
        }
        return true;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(writers)) {
        assertThat(result.get()).isTrue();
      }
    }
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    assertThat(stored.logs(show.id())).isEqualTo(16 * 50);
    assertThat(stored.rows(show.id())).isEqualTo(16 * 4);
    assertThat(viewers)
        .allSatisfy(viewer ->
            assertThat(viewing.storedPosition(viewer, show.episodes().get(2))).isEqualTo(50_000));
    assertThat(stored.views(show.id())).isCloseTo(16, within(0.1));
  }

  @Test
  void a_write_reaches_both_stores_within_5_seconds() {
    start();
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    viewing.watch(viewer, show.id(), show.first(), 42);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() ->
            stored.logs(show.id()) == 1 && viewing.storedPosition(viewer, show.first()) == 42_000);
  }

  @Test
  void showings_and_choices_are_stored_once_even_where_they_are_stored_twice() {
    UserId viewer = viewing.viewer();
    var shown = new Shown(viewer.value(), "shown-" + viewer, "v1", "a", "for_you:3,1;new:2");
    viewing.addEntry(viewer, shown.text());
    viewing.addEntry(
        viewer, new Clicked(viewer.value(), new SeriesId(1), shown.impression()).text());
    List<StreamEntry> taken = new ViewingStream(stores.redis()).read("died", 100);
    new BehaviourStore(stores.mongo())
        .store(taken.stream().map(e -> new ViewingEntry(e, ViewingEvent.parse(e.text()))).toList());
    startTakingOver(); // the one that stored them died before it acknowledged them
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    var behaviours = stores.mongo().getCollection(AnalyticsCollection.USER_BEHAVIORS.label());
    List<Document> found =
        behaviours
            .find(eq("user_id", viewer.value()))
            .sort(ascending("at", "_id"))
            .into(new ArrayList<>());
    assertThat(found)
        .extracting(one -> one.getString("behavior"))
        .containsExactly("impression", "click");
    Document details = found.getFirst().get("details", Document.class);
    assertThat(details.getString("impression_id")).isEqualTo(shown.impression());
    assertThat(details.getString("model_version")).isEqualTo("v1");
    assertThat(details.getString("bucket")).isEqualTo("a");
    assertThat(details.getList("rows", Document.class))
        .containsExactly(
            new Document("row", "for_you").append("series", List.of(3L, 1L)),
            new Document("row", "new").append("series", List.of(2L)));
    assertThat(found.getLast().getLong("series_id")).isEqualTo(1);
  }

  @Test
  void many_showings_at_once_are_stored_but_for_one_that_is_none() {
    UserId viewer = viewing.viewer();
    for (int i = 0; i < 600; i++) {
      String rows = i == 300 ? "for_you:3,x" : "for_you:3," + i;
      viewing.addEntry(
          viewer, new Shown(viewer.value(), "many-" + viewer + "-" + i, "v1", "a", rows).text());
    }
    start();
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    var behaviours = stores.mongo().getCollection(AnalyticsCollection.USER_BEHAVIORS.label());
    assertThat(
            behaviours.distinct("details.rows.series", eq("user_id", viewer.value()), Long.class))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 600).filter(i -> i != 300).boxed().toList());
    var errors = stores.mongo().getCollection(AnalyticsCollection.ERROR_LOGS.label());
    assertThat(errors.countDocuments(regex("details.text", "many-" + viewer + "-300"))).isOne();
  }

  @Test
  void what_no_store_will_take_is_kept_for_an_operator_and_blocks_nothing() {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    viewing.addEntry(viewer, "not an event");
    String lost = "W|999999998|" + show.id() + "|" + show.first() + "|1|2|0|play";
    viewing.addEntry(new UserId(viewer.value()), lost);
    viewing.watch(viewer, show.id(), show.first(), 7);
    start();
    await()
        .atMost(LIMIT)
        .until(() -> viewing.storedPosition(viewer, show.first()) == 7000 && stored.waiting() == 0);
    var errors = stores.mongo().getCollection(AnalyticsCollection.ERROR_LOGS.label());
    assertThat(errors.countDocuments(regex("details.text", "^not an event$"))).isEqualTo(1);
    assertThat(errors.countDocuments(regex("details.text", "^W\\|999999998\\|" + show.id())))
        .isEqualTo(1);
    await().until(() -> metrics.get("yeoul.viewing.entries.dead").counter().count() >= 2);
  }

  @Test
  void a_store_that_was_down_gets_everything_once_it_is_back() throws Exception {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    start();
    viewing.watch(viewer, show.id(), show.first(), 1);
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    stores.servers().mongo().kill();
    try {
      for (int second = 2; second <= 20; second++) {
        viewing.watch(viewer, show.id(), show.first(), second);
      }
      await().atMost(LIMIT).until(() -> retries() > 0);
      assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(1000);
      assertThat(viewing.seenPosition(viewer, show.id(), show.first())).isEqualTo(20_000);
    } finally {
      stores.servers().mongo().restart();
    }
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    assertThat(stored.logs(show.id())).isEqualTo(20);
    assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(20_000);
  }

  @Test
  void what_a_worker_could_not_finish_before_it_ended_is_the_next_one_s() throws Exception {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    stores.servers().mongo().kill();
    try {
      viewing.watch(viewer, show.id(), show.first(), 7);
      start();
      await().atMost(LIMIT).until(() -> retries() > 0);
      assertThat(workers.getFirst().stop(LIMIT)).isTrue();
      assertThat(stored.waiting()).isPositive();
    } finally {
      stores.servers().mongo().restart();
    }
    start();
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    assertThat(stored.logs(show.id())).isEqualTo(1);
    assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(7000);
    assertThat(stored.views(show.id())).isCloseTo(1, within(0.01));
  }

  @Test
  void a_killed_redis_loses_nothing_that_was_accepted() throws Exception {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    for (int second = 1; second <= 20; second++) {
      viewing.watch(viewer, show.id(), show.first(), second);
    }
    stores.servers().redis().kill();
    start();
    try {
      await().atMost(LIMIT).until(() -> retries() > 0);
    } finally {
      stores.servers().redis().restart();
    }
    await().atMost(LIMIT).until(() -> viewing.storedPosition(viewer, show.first()) == 20_000);
    await().atMost(LIMIT).until(() -> stored.logs(show.id()) == 20);
  }

  @Test
  void a_backlog_is_stored_whole_and_once_by_few_large_batches() {
    Show show = viewing.show(1);
    List<UserId> viewers = Stream.generate(viewing::viewer).limit(20).toList();
    for (int second = 1; second <= 60; second++) {
      for (UserId viewer : viewers) {
        viewing.watch(viewer, show.id(), show.first(), second);
      }
    }
    start(
        new WorkerOptions(
            64, 300, 500, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(5)));
    await().atMost(LIMIT).until(() -> stored.waiting() == 0);
    assertThat(stored.logs(show.id())).isEqualTo(1200);
    assertThat(viewers)
        .allSatisfy(
            viewer -> assertThat(viewing.storedPosition(viewer, show.first())).isEqualTo(60_000));
    assertThat(stored.views(show.id())).isCloseTo(20, within(0.1));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(batches()).isBetween(3L, 4L)); // of 500, not of 64
  }

  @Test
  void an_error_ends_no_worker() {
    Show show = viewing.show(1);
    UserId viewer = viewing.viewer();
    viewing.watch(viewer, show.id(), show.first(), 7);
    start(steps(SqlAfterErrors.on(stores.jdbi(), 2)), WorkerOptions.USUAL);
    await()
        .atMost(LIMIT)
        .until(() -> viewing.storedPosition(viewer, show.first()) == 7000 && stored.waiting() == 0);
    assertThat(retries()).isGreaterThanOrEqualTo(2);
  }

  private long batches() {
    return metrics.get("yeoul.viewing.batch").timer().count();
  }

  private double retries() {
    return metrics.get("yeoul.viewing.retries").counter().count();
  }

  private void start() {
    var worker =
        new ViewingWorker(
            stores.redis(),
            stores.jdbi(),
            stores.mongo(),
            stores.changes(),
            metrics,
            Clock.systemUTC());
    workers.add(worker);
    worker.start();
  }

  /** A worker that takes over at once what another one left. */
  private void startTakingOver() {
    start(
        new WorkerOptions(
            1000, 1000, 1000, Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(1)));
  }

  private void start(WorkerOptions options) {
    start(steps(stores.jdbi()), options);
  }

  private ViewingSteps steps(Jdbi jdbi) {
    return new ViewingSteps(stores.redis(), jdbi, stores.mongo(), stores.changes());
  }

  private void start(ViewingSteps steps, WorkerOptions options) {
    var worker = new ViewingWorker(steps, metrics, Clock.systemUTC(), options);
    workers.add(worker);
    worker.start();
  }
}
