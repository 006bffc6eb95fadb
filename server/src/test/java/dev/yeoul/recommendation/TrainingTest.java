package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.account.PinnedClock;
import dev.yeoul.account.UserId;
import dev.yeoul.playback.OwnStores;
import dev.yeoul.playback.Viewing;
import dev.yeoul.playback.Viewing.Show;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rows of MySQL to a model in service. */
class TrainingTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int VIEWERS = 400;
  private static final int SHOWS = 48;
  private static final int CLUSTERS = 4;

  private final Jdbi jdbi = OwnStores.get().jdbi();
  private final MongoDatabase mongo = OwnStores.get().mongo();
  private final ModelStore store = new ModelStore(mongo);
  private final Viewing viewing = new Viewing(OwnStores.get());
  private final SplittableRandom random = new SplittableRandom(1);
  private final PinnedClock clock = new PinnedClock(START.plus(Duration.ofDays(200)));
  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  private final List<UserId> viewers = new ArrayList<>();
  private final List<Show> shows = new ArrayList<>();

  @BeforeEach
  void nothingWatchedAndNothingTrained() {
    for (String name : List.of("models.files", "models.chunks", "model_service")) {
      mongo.getCollection(name).drop();
    }
    jdbi.useHandle(handle -> {
      handle.execute("DELETE FROM viewing_progress");
      // as the migration of ratings makes them; nothing where it has run
      handle.execute(
          """
          CREATE TABLE IF NOT EXISTS ratings (user_id BIGINT, series_id BIGINT, score TINYINT,
            created_at DATETIME(6), updated_at DATETIME(6), PRIMARY KEY (user_id, series_id))
          """);
      handle.execute(
          """
          CREATE TABLE IF NOT EXISTS dismissals (user_id BIGINT, series_id BIGINT,
            created_at DATETIME(6), PRIMARY KEY (user_id, series_id))
          """);
      handle.execute("DELETE FROM ratings");
      handle.execute("DELETE FROM dismissals");
    });
  }

  private void audience() {
    Stream.generate(viewing::viewer).limit(VIEWERS).forEach(viewers::add);
    Stream.generate(() -> viewing.show(2)).limit(SHOWS).forEach(shows::add);
  }

  private boolean train(boolean force) {
    return train(new TrainingSettings(force, null, 20, 2));
  }

  private boolean train(TrainingSettings settings) {
    return new Training(jdbi, mongo, clock, settings, told::add).run();
  }

  private record Event(UserId user, Show show, int day) {}

  /** Each viewer watches shows of one cluster, rarely others, on days from one to another. */
  private List<Event> tastes(int each, int fromDay, int toDay) {
    List<Event> events = new ArrayList<>();
    for (int v = 0; v < viewers.size(); v++) {
      for (int n = 0; n < each; n++) {
        int cluster = random.nextDouble() < 0.9 ? v % CLUSTERS : random.nextInt(CLUSTERS);
        int show = random.nextInt(SHOWS / CLUSTERS) * CLUSTERS + cluster;
        events.add(new Event(viewers.get(v), shows.get(show), random.nextInt(fromDay, toDay)));
      }
    }
    return events;
  }

  private void store(List<Event> events) {
    jdbi.useTransaction(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              INSERT IGNORE INTO viewing_progress (user_id, series_id, episode_id, position_ms,
                duration_ms, completed, entry_ms, entry_seq, updated_at)
              VALUES (:user, :series, :episode, 950000, 1000000, 1, :ms, 0, NOW(6))
              """);
      for (Event event : events) {
        batch
            .bind("user", event.user().value())
            .bind("series", event.show().id().value())
            .bind("episode", event.show().first().value())
            .bind("ms", START.plus(Duration.ofDays(event.day())).toEpochMilli())
            .add();
      }
      batch.execute();
    });
  }

  private ServedModel inService() {
    ServedModels node = new ServedModels(mongo, new SimpleMeterRegistry(), clock);
    node.poll();
    ServedModel model = node.current();
    assertThat(model).isNotNull();
    return model;
  }

  @Test
  void an_empty_service_has_nothing_to_train_on() {
    assertThat(train(false)).isFalse();
    assertThat(told.getLast())
        .isEqualTo("not_judged: nobody has watched anything: nothing to train on");
    assertThat(store.list()).isEmpty();
    assertThat(train(true)).isFalse();
  }

  @Test
  void few_viewers_judge_nothing_and_popular_stays() {
    audience();
    store(tastes(6, 0, 100).subList(0, 6 * 150));
    assertThat(train(false)).isFalse();
    assertThat(told.getLast()).startsWith("not_judged: ");
    assertThat(store.state().current()).isNull();
    assertThat(train(true)).isTrue();
    assertThat(told.getLast()).startsWith("forced: ");
    assertThat(store.list().getFirst().verdict()).isEqualTo(Verdict.FORCED);
  }

  @Test
  void tastes_become_a_model_that_serves() throws IOException {
    audience();
    store(tastes(12, 0, 100));
    Path dump = folder.resolve("dump.tsv");
    assertThat(train(new TrainingSettings(false, dump, 20, 2))).as("%s", told).isTrue();
    ModelCard first = store.list().getFirst();
    assertThat(first.verdict()).isEqualTo(Verdict.PUBLISHED);
    assertThat(first.metrics().get("ndcg@10"))
        .isGreaterThan(1.5 * first.metrics().getOrDefault("popular_ndcg@10", 1.0));
    assertThat(first.metrics().get("pruning_loss")).isBetween(-0.05, 0.05);
    assertThat(Files.readAllLines(dump))
        .hasSize((int) first.size().events())
        .allMatch(line -> line.matches("\\d+\t\\d+\t\\d+\t[0-9.E-]+"));
    assertThat(Interactions.read(dump).size()).isEqualTo(first.size().events());
    aViewerOfOneClusterGetsIt(inService());

    clock.advance(Duration.ofDays(1));
    assertThat(train(false)).as("nobody has come back since").isFalse();
    assertThat(inService().version()).isEqualTo(first.version());
  }

  @Test
  void a_later_one_is_judged_beside_the_one_in_service() {
    audience();
    store(tastes(12, 0, 100).subList(0, 12 * 20)); // of 20 viewers it can't learn much
    assertThat(train(true)).isTrue();
    store(tastes(12, 0, 90));
    store(tastes(4, 110, 120));
    clock.advance(Duration.ofDays(1));
    assertThat(train(false)).as("%s", told).isTrue();
    ModelCard later = store.list().getFirst();
    assertThat(later.verdict()).isEqualTo(Verdict.PUBLISHED);
    assertThat(later.metrics()).containsKey("difference_lower");
    assertThat(later.metrics().get("ndcg@10"))
        .isGreaterThan(later.metrics().getOrDefault("in_service_ndcg@10", 1.0));
    assertThat(store.list()).hasSize(2);
    assertThat(inService().version()).isEqualTo(later.version());
  }

  private void aViewerOfOneClusterGetsIt(ServedModel model) {
    int[] watched = {item(model, 0), item(model, CLUSTERS)};
    History history = new History(watched, new float[] {1, 1}, new double[] {1, 2});
    float[] scores = new float[model.size()];
    model.score(history, scores);
    int[] best = Ranking.of(scores, watched, Truth.Items.NONE, 5).items();
    for (int item : best) {
      assertThat(
              shows.stream().map(show -> show.id().value()).toList().indexOf(model.seriesId(item))
                  % CLUSTERS)
          .isZero();
    }
    assertThat(model.similar(shows.getFirst().id().value(), 5).scored())
        .hasSize(5)
        .allMatch(near -> near.score() > 0 && near.score() <= 1);
  }

  private int item(ServedModel model, int show) {
    return model.item(shows.get(show).id().value());
  }

  @Test
  void what_was_removed_deleted_dismissed_or_disliked_is_not_in_the_next_model() {
    audience();
    store(tastes(12, 0, 100));
    List<Show> alone = Stream.generate(() -> viewing.show(1)).limit(5).toList();
    UserId viewer = viewers.getFirst();
    store(alone.stream().map(show -> new Event(viewer, show, 50)).toList());
    assertThat(train(true)).isTrue();
    ServedModel before = inService();
    assertThat(alone).allMatch(show -> before.item(show.id().value()) >= 0);

    long id = viewer.value();
    long[] series = alone.stream().mapToLong(show -> show.id().value()).toArray();
    jdbi.useHandle(handle -> {
      handle.execute(
          "DELETE FROM viewing_progress WHERE user_id = ? AND series_id = ?", id, series[0]);
      handle.execute("UPDATE series SET deleted_at = NOW(6) WHERE id = ?", series[1]);
      handle.execute("INSERT INTO dismissals VALUES (?, ?, NOW(6))", id, series[2]);
      handle.execute("INSERT INTO ratings VALUES (?, ?, 2, NOW(6), NOW(6))", id, series[3]);
    });
    clock.advance(Duration.ofDays(1));
    assertThat(train(true)).isTrue();
    ServedModel after = inService();
    for (int i = 0; i < 4; i++) {
      assertThat(after.item(series[i])).as("series %d", i).isEqualTo(-1);
    }
    assertThat(after.item(series[4])).isNotNegative();
  }

  @Test
  void what_was_watched_to_its_end_on_other_days_too_counts_more() throws IOException {
    UserId viewer = viewing.viewer();
    Show again = viewing.show(2);
    Show once = viewing.show(1);
    store(List.of(new Event(viewer, again, 190), new Event(viewer, once, 190)));
    for (int day : new int[] {150, 150, 170, 190}) {
      log(viewer, again, day, true);
    }
    log(viewer, again, 180, false);
    log(viewer, once, 190, true);
    Path dump = folder.resolve("dump.tsv");
    train(new TrainingSettings(false, dump, 20, 2));
    assertThat(Files.readAllLines(dump))
        .anyMatch(line -> line.matches(viewer + "\t" + again.id() + "\t\\d+\t2\\.0")) // log2(1 + 3)
        .anyMatch(line -> line.matches(viewer + "\t" + once.id() + "\t\\d+\t1\\.0"));
  }

  private void log(UserId viewer, Show show, int day, boolean completed) {
    mongo
        .getCollection("viewing_logs")
        .insertOne(
            new Document("_id", "training-" + UUID.randomUUID())
                .append("user_id", viewer.value())
                .append("series_id", show.id().value())
                .append("episode_id", show.first().value())
                .append("action", "stop")
                .append("position_ms", 950_000L)
                .append("duration_ms", 1_000_000L)
                .append("completed", completed)
                .append("device", null)
                .append("at", START.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(9999))));
  }

  @Test
  void only_one_runs_at_a_time() {
    try (var _ = Training.LOCK.take(jdbi, Duration.ZERO)) {
      assertThat(Training.LOCK.isFree(jdbi)).isFalse();
      assertThatThrownBy(() -> train(false))
          .isInstanceOf(RecommendationException.class)
          .hasMessageContaining("another training runs");
    }
    assertThat(Training.LOCK.isFree(jdbi)).isTrue();
  }
}
