package dev.yeoul.recommendation;

import com.mongodb.client.MongoDatabase;
import dev.yeoul.recommendation.ModelStore.State;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The versions of the model, for an operator. Blocking. */
public final class ModelVersions {
  private static final String ROW = "%-20s %-20s %12s %10s %8s %8s  %-10s %s";

  private final ModelStore store;
  private final Clock clock;

  /** Those of this database. */
  public ModelVersions(MongoDatabase mongo, Clock clock) {
    this.store = new ModelStore(mongo);
    this.clock = clock;
  }

  /** A table for a person, newest first, and how the last training ended. */
  public List<String> table() {
    State state = store.state();
    String serving = state.current() == null ? "" : state.current().version();
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted(
                "version", "trained", "events", "viewers", "NDCG@10", "popular", "verdict", "")
            .stripTrailing());
    for (ModelCard card : store.list()) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  ROW,
                  card.version(),
                  card.trainedAt().truncatedTo(ChronoUnit.SECONDS),
                  "%,d".formatted(card.size().events()),
                  "%,d".formatted(card.size().viewers()),
                  figure(card, "ndcg@10"),
                  figure(card, "popular_ndcg@10"),
                  card.verdict().label(),
                  card.version().equals(serving) ? "in service" : "")
              .stripTrailing());
    }
    TrainingOutcome last = state.lastTraining();
    if (last != null) {
      lines.add(
          "last training, %s: %s: %s"
              .formatted(
                  last.at().truncatedTo(ChronoUnit.SECONDS),
                  last.verdict().label(),
                  last.reason()));
    }
    return lines;
  }

  private static String figure(ModelCard card, String name) {
    Double value = card.metrics().get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * Puts a version into service, an older or a newer one, after reading it whole.
   *
   * @throws RecommendationException where there is no such version, or it is damaged
   */
  public void use(String version) {
    store.load(version);
    store.use(version, clock.instant(), "operator");
  }
}
