package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.catalog.LiveTitle;
import dev.yeoul.catalog.LiveTitles;
import dev.yeoul.recommendation.Gate.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One training, from the stores' rows to its outcome; blocking. */
final class TrainingRun {
  /** Of the first model's events so many are before the moment that it is judged at. */
  private static final double FIRST_SHARE = 0.9;

  private final Jdbi jdbi;
  private final MongoDatabase mongo;
  private final ModelStore store;
  private final Clock clock;
  private final TrainingSettings settings;
  private final Workers workers;
  private final Consumer<String> lines;
  private final ServedTraining training;
  private final Map<String, Double> metrics = new TreeMap<>();
  private final long started = System.nanoTime();

  TrainingRun(
      Jdbi jdbi,
      MongoDatabase mongo,
      Clock clock,
      TrainingSettings settings,
      Workers workers,
      Consumer<String> lines) {
    this.jdbi = jdbi;
    this.mongo = mongo;
    this.store = new ModelStore(mongo);
    this.clock = clock;
    this.settings = settings;
    this.workers = workers;
    this.lines = lines;
    training = new ServedTraining(settings.entries(), workers, lines);
  }

  /** Trains, judges, and publishes what passes. */
  TrainingOutcome outcome() throws IOException {
    TrainingData data = read();
    Interactions all = data.interactions();
    if (all.size() == 0) {
      return outcome(Verdict.NOT_JUDGED, "nobody has watched anything: nothing to train on");
    }
    ModelCard inService = inService();
    Gate gate = Gate.at(all, moment(all, inService));
    metrics.put("judged_viewers", (double) gate.users().size());
    if (!gate.hasEnough() && !settings.force()) {
      return outcome(
          Verdict.NOT_JUDGED,
          "%d viewers came back after the moment to judge by, %d are needed"
              .formatted(gate.users().size(), Gate.LEAST_VIEWERS));
    }
    return judged(data, gate, inService);
  }

  private TrainingOutcome outcome(Verdict verdict, String reason) {
    tellTime();
    return new TrainingOutcome(clock.instant(), verdict, reason, metrics);
  }

  private void tellTime() {
    metrics.put(
        "training_seconds", Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
  }

  private TrainingData read() {
    TrainingData data =
        TrainingData.read(jdbi, mongo, clock.instant().minus(ViewingWeights.HALF_LIFE));
    Interactions all = data.interactions();
    lines.accept(
        "read %,d events of %,d viewers with %,d series"
            .formatted(all.size(), all.userCount(), all.itemCount()));
    Path dump = settings.dump();
    if (dump != null) {
      data.dump(dump);
      lines.accept("written to " + dump);
    }
    return data;
  }

  private @Nullable ModelCard inService() {
    ModelStore.Current current = store.state().current();
    return current == null ? null : store.card(current.version());
  }

  private TrainingOutcome judged(TrainingData data, Gate gate, @Nullable ModelCard inService)
      throws IOException {
    Interactions before = gate.before();
    ServedTraining.Chosen chosen = training.choose(before);
    metrics.put("pruning_loss", chosen.loss());
    Verdict verdict = judge(gate, training.train(chosen.parts(), before), inService);
    if (verdict != Verdict.PUBLISHED && !settings.force()) {
      return outcome(verdict, measured());
    }
    Verdict published = verdict == Verdict.PUBLISHED ? verdict : Verdict.FORCED;
    lines.accept("training on everything: " + chosen);
    String version = publish(data, chosen, published);
    return outcome(published, version + " serves now; " + measured());
  }

  private Verdict judge(Gate gate, ServedBlend candidate, @Nullable ModelCard inService) {
    if (gate.users().isEmpty()) {
      return Verdict.NOT_JUDGED;
    }
    float[] counts = candidate.popular();
    Model popularity = (history, scores) -> System.arraycopy(counts, 0, scores, 0, counts.length);
    Measured measured = gate.measure(candidate, workers);
    Measured popular = gate.measure(popularity, workers);
    metrics.put("ndcg@10", measured.mean());
    metrics.put("recall@20", measured.recall());
    metrics.put("coverage@20", measured.coverage());
    metrics.put("novelty@20", measured.novelty());
    metrics.put("popular_ndcg@10", popular.mean());
    double[] before = inService == null ? new double[0] : inService(gate, inService);
    if (before.length > 0) {
      metrics.put("in_service_ndcg@10", Arrays.stream(before).average().orElse(0));
      metrics.put("difference_lower", Gate.lowerBound(measured.ndcg(), before));
    }
    return Gate.verdict(measured.ndcg(), popular.ndcg(), before);
  }

  /** By viewer; empty where the model in service can't be read. */
  private double[] inService(Gate gate, ModelCard inService) {
    try {
      return gate.measure(store.load(inService.version()), workers).ndcg();
    } catch (RecommendationException e) {
      lines.accept("the model in service is judged as none: " + e.getMessage());
      return new double[0];
    }
  }

  private String measured() {
    StringBuilder text = new StringBuilder("NDCG@10 ");
    text.append(figure("ndcg@10")).append(", popular ").append(figure("popular_ndcg@10"));
    if (metrics.containsKey("in_service_ndcg@10")) {
      text.append(", in service ")
          .append(figure("in_service_ndcg@10"))
          .append(" (at 95 %: ")
          .append("%+.1f".formatted(100 * metrics.getOrDefault("difference_lower", Double.NaN)))
          .append(" % or better)");
    }
    return text.append(", %.0f viewers".formatted(metrics.get("judged_viewers"))).toString();
  }

  private String figure(String name) {
    return String.format(Locale.ROOT, "%.4f", metrics.getOrDefault(name, Double.NaN));
  }

  private String publish(TrainingData data, ServedTraining.Chosen chosen, Verdict verdict)
      throws IOException {
    Interactions all = ViewingWeights.aged(data.interactions());
    ServedBlend blend = training.train(chosen.parts(), all);
    SimilarTraining similar = new SimilarTraining(data, workers);
    Set<Long> rows = similar.rows();
    ContentSimilarity content = ContentSimilarity.of(written(rows), SimilarTraining.NEIGHBOURS);
    SimilarTitles titles = similar.titles(rows, content::of);
    Instant now = clock.instant();
    String version = store.freeVersion(now);
    ServedModel model = new ServedModel(version, now, seriesIds(all), blend, titles);
    tellTime();
    ModelCard card =
        new ModelCard(
            version,
            now,
            Instant.ofEpochSecond((long) Arrays.stream(all.time).max().orElse(0)),
            chosen.toString(),
            new ModelCard.Size(all.size(), all.userCount(), all.itemCount(), model.bytes()),
            verdict,
            metrics);
    store.put(model, card);
    store.use(version, now, "training");
    store.prune(now);
    return version;
  }

  private List<TitleText> written(Set<Long> rows) {
    List<TitleText> titles = new ArrayList<>();
    jdbi.useHandle(handle ->
        LiveTitles.each(
            handle,
            title -> {
              if (rows.contains(title.id().value())) {
                titles.add(text(title));
              }
            }));
    return titles;
  }

  private static TitleText text(LiveTitle title) {
    return new TitleText(
        title.id().value(),
        title.title(),
        title.genres(),
        title.cast(),
        title.directors(),
        title.description());
  }

  private static long[] seriesIds(Interactions data) {
    long[] ids = new long[data.itemCount()];
    Arrays.setAll(ids, item -> Long.parseLong(data.items.name(item)));
    return ids;
  }

  /** Up to where the model in service knows the events, or where most of them lie. */
  private static double moment(Interactions data, @Nullable ModelCard inService) {
    if (inService != null) {
      return inService.dataEnd().getEpochSecond();
    }
    double[] times = data.time.clone();
    Arrays.sort(times);
    return times[(int) (FIRST_SHARE * (times.length - 1))];
  }
}
