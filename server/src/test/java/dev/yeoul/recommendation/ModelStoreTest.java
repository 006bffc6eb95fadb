package dev.yeoul.recommendation;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import dev.yeoul.account.PinnedClock;
import dev.yeoul.playback.OwnStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions in MongoDB, and a node that follows them. */
class ModelStoreTest {
  private static final Instant NOW = Served.TRAINED;

  private final MongoDatabase mongo = OwnStores.get().mongo();
  private final ModelStore store = new ModelStore(mongo);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ServedModels node =
      new ServedModels(mongo, metrics, Clock.fixed(NOW.plusSeconds(90), ZoneOffset.UTC));

  @BeforeEach
  void empty() {
    for (String name : List.of("models.files", "models.chunks", "model_service")) {
      mongo.getCollection(name).drop();
    }
  }

  private ServedModel put(String version, Instant trainedAt) throws IOException {
    ServedModel model = Served.model(version, trainedAt);
    store.put(model, Served.card(model));
    return model;
  }

  @Test
  void what_was_put_is_listed_and_loaded_and_serves_nothing_yet() throws IOException {
    ServedModel model = put("20261124T134200Z", NOW);
    assertThat(store.state()).isEqualTo(new ModelStore.State(null, null));
    assertThat(store.list()).containsExactly(Served.card(model));
    assertThat(store.load(model.version()).popular()).isEqualTo(model.popular());
    node.poll();
    assertThat(node.current()).isNull();
  }

  @Test
  void versions_are_named_by_the_second_and_counted_within_it() throws IOException {
    assertThat(store.freeVersion(NOW)).isEqualTo("20261124T134200Z");
    put(store.freeVersion(NOW), NOW);
    put(store.freeVersion(NOW), NOW);
    assertThat(store.list())
        .extracting(ModelCard::version)
        .containsExactly("20261124T134200Z-2", "20261124T134200Z");
  }

  @Test
  void a_training_that_is_killed_before_the_end_changes_nothing() throws IOException {
    put("a", NOW);
    store.use("a", NOW, "training");
    node.poll();
    put("b", NOW.plusSeconds(10)); // and killed here
    node.poll();
    assertThat(current().version()).isEqualTo("a");
    assertThat(store.state().current()).isEqualTo(new ModelStore.Current("a", NOW, "training"));
  }

  @Test
  void a_node_takes_what_is_put_into_service_and_goes_back_again() throws IOException {
    List<String> swaps = new ArrayList<>();
    node.onSwap(() -> swaps.add(current().version()));
    put("a", NOW);
    put("b", NOW.plusSeconds(10));
    for (String version : List.of("a", "b", "a")) {
      new ModelVersions(mongo, new PinnedClock(NOW)).use(version);
      node.poll();
      node.poll();
    }
    assertThat(swaps).containsExactly("a", "b", "a");
    assertThat(gauge("yeoul.recommendation.model.age.seconds")).isEqualTo(90);
    assertThat(gauge("yeoul.recommendation.model.bytes")).isEqualTo((double) current().bytes());
    assertThat(gauge("yeoul.recommendation.ndcg")).isEqualTo(0.25);
    assertThat(
            metrics.get("yeoul.recommendation.model.version").tag("version", "a").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void a_swap_that_is_broken_off_is_made_by_the_next_look() throws IOException {
    List<String> swaps = new ArrayList<>();
    node.onSwap(() -> swaps.add(current().version()));
    put("a", NOW);
    store.use("a", NOW, "training");
    var files = mongo.getCollection("models.files");
    files.updateOne(eq("filename", "a"), Updates.set("metadata.kind", 1));
    node.poll(); // the card can't be read
    assertThat(node.current()).isNull();
    assertThat(swaps).isEmpty();
    files.updateOne(eq("filename", "a"), Updates.set("metadata.kind", "kind"));
    node.poll();
    assertThat(swaps).containsExactly("a");
    assertThat(gauge("yeoul.recommendation.ndcg")).isEqualTo(0.25);
  }

  @Test
  void a_damaged_version_is_refused_and_the_last_one_stays() throws IOException {
    put("a", NOW);
    store.use("a", NOW, "training");
    node.poll();
    put("b", NOW.plusSeconds(10));
    damage("b");
    assertThatThrownBy(() -> new ModelVersions(mongo, new PinnedClock(NOW)).use("b"))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("damaged");
    store.use("b", NOW, "somebody in a hurry");
    node.poll();
    node.poll();
    assertThat(current().version()).isEqualTo("a");
    assertThat(
            metrics
                .get("yeoul.recommendation.model.loads")
                .tag("result", "failed")
                .counter()
                .count())
        .isEqualTo(1);
    put("c", NOW.plusSeconds(20));
    store.use("c", NOW, "training");
    node.poll();
    assertThat(current().version()).isEqualTo("c");
  }

  @Test
  void a_version_whose_bytes_are_gone_is_damaged() throws IOException {
    put("a", NOW);
    mongo.getCollection("models.chunks").deleteMany(new Document());
    assertThatThrownBy(() -> store.load("a"))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void what_is_not_there_can_not_serve() {
    assertThatThrownBy(() -> store.use("nothing", NOW, "operator"))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("there is no version nothing");
    assertThat(store.state().current()).isNull();
  }

  @Test
  void the_newest_ten_and_the_one_in_service_stay() throws IOException {
    ServedModel model = Served.model("v00");
    for (int i = 0; i < 13; i++) {
      ServedModel version =
          new ServedModel(
              "v%02d".formatted(i),
              NOW.plusSeconds(i),
              new long[] {3},
              new ServedBlend(List.of(), 1, new float[] {1}),
              model.similarTitles());
      store.put(version, Served.card(version));
    }
    store.use("v01", NOW, "operator");
    ObjectId old = new ObjectId(Date.from(NOW.minus(Duration.ofDays(2))));
    ObjectId young = new ObjectId(Date.from(NOW.minus(Duration.ofHours(2))));
    for (ObjectId file : List.of(old, young)) { // of two trainings that were killed
      mongo
          .getCollection("models.chunks")
          .insertOne(
              new Document("files_id", file)
                  .append("n", 0)
                  .append("data", new Binary(new byte[9])));
    }
    store.prune(NOW);
    assertThat(store.list())
        .extracting(ModelCard::version)
        .containsExactly(
            "v12", "v11", "v10", "v09", "v08", "v07", "v06", "v05", "v04", "v03", "v01");
    assertThat(mongo.getCollection("models.chunks").countDocuments()).isEqualTo(12);
    assertThat(mongo.getCollection("models.chunks").countDocuments(eq("files_id", young)))
        .isEqualTo(1);
  }

  @Test
  void the_last_trainings_verdict_is_told_on_every_node() {
    node.poll();
    assertThat(verdict("not_judged")).isZero();
    store.remember(new TrainingOutcome(NOW, Verdict.NOT_JUDGED, "too few", Map.of()));
    node.poll();
    assertThat(verdict("not_judged")).isEqualTo(1);
    assertThat(verdict("published")).isZero();
    assertThat(new ModelVersions(mongo, new PinnedClock(NOW)).table())
        .last()
        .isEqualTo("last training, 2026-11-24T13:42:00Z: not_judged: too few");
  }

  @Test
  void the_table_says_which_one_serves() throws IOException {
    put("20261124T134200Z", NOW);
    store.use("20261124T134200Z", NOW, "training");
    assertThat(new ModelVersions(mongo, new PinnedClock(NOW)).table().get(1))
        .contains("20261124T134200Z", "0.2500", "0.1250", "published", "in service");
  }

  private ServedModel current() {
    ServedModel model = node.current();
    assertThat(model).isNotNull();
    return model;
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }

  private double verdict(String label) {
    return metrics.get("yeoul.recommendation.last.training").tag("verdict", label).gauge().value();
  }

  /** Changes a byte in the middle. */
  private void damage(String version) {
    Document file = mongo.getCollection("models.files").find(eq("filename", version)).first();
    assertThat(file).isNotNull();
    Document chunk =
        mongo.getCollection("models.chunks").find(eq("files_id", file.get("_id"))).first();
    assertThat(chunk).isNotNull();
    byte[] data = chunk.get("data", Binary.class).getData();
    data[data.length / 2] ^= 1;
    mongo
        .getCollection("models.chunks")
        .updateOne(eq("_id", chunk.get("_id")), Updates.set("data", new Binary(data)));
  }
}
