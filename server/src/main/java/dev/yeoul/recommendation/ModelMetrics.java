package dev.yeoul.recommendation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operator sees of the model in service and of the last training, on every node. */
final class ModelMetrics {
  private static final String PREFIX = "yeoul.recommendation.";

  private final Clock clock;
  private final Counter loaded;
  private final Counter failed;
  private final MultiGauge info;
  private volatile @Nullable ServedModel model;
  private volatile @Nullable ModelCard card;
  private volatile @Nullable TrainingOutcome last;

  ModelMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    loaded = loads(registry, "loaded");
    failed = loads(registry, "failed");
    info =
        MultiGauge.builder(PREFIX + "model.version")
            .description("1 for the version that this node recommends with")
            .register(registry);
    gauge(registry, "model.age.seconds", "Since the model in service was trained", this::age);
    gauge(registry, "model.bytes", "What the model takes of this node's memory", this::bytes);
    measured(registry, "ndcg", "10", "NDCG of the model in service, when it was judged");
    measured(registry, "recall", "20", "Recall of the model in service, when it was judged");
    measured(registry, "coverage", "20", "Share of the series that it recommended to anybody");
    measured(registry, "novelty", "20", "Bits: how few had watched what it recommended");
    measured(registry, "popular.ndcg", "10", "NDCG of popularity alone, by the same viewers");
    gauge(
        registry,
        "training.seconds",
        "How long the training of the model in service took",
        () -> metric("training_seconds"));
    for (Verdict verdict : Verdict.values()) {
      Gauge.builder(PREFIX + "last.training", () -> isLast(verdict))
          .description("1 for how the last training ended")
          .tag("verdict", verdict.label())
          .register(registry);
    }
  }

  private static Counter loads(MeterRegistry registry, String result) {
    return Counter.builder(PREFIX + "model.loads")
        .description("Models that this node loaded, or failed to")
        .tag("result", result)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).description(description).register(registry);
  }

  private void measured(MeterRegistry registry, String name, String k, String description) {
    String metric = name.replace('.', '_') + "@" + k;
    Gauge.builder(PREFIX + name, () -> metric(metric))
        .description(description)
        .tag("k", k)
        .register(registry);
  }

  private double metric(String name) {
    ModelCard known = card;
    return known == null ? Double.NaN : known.metrics().getOrDefault(name, Double.NaN);
  }

  private double age() {
    ServedModel known = model;
    return known == null
        ? Double.NaN
        : (clock.millis() - known.trainedAt().toEpochMilli()) / 1000.0;
  }

  private double bytes() {
    ServedModel known = model;
    return known == null ? 0 : known.bytes();
  }

  private double isLast(Verdict verdict) {
    TrainingOutcome known = last;
    return known != null && known.verdict() == verdict ? 1 : 0;
  }

  void loaded(ServedModel swapped, @Nullable ModelCard described) {
    model = swapped;
    card = described;
    loaded.increment();
    info.register(List.of(MultiGauge.Row.of(Tags.of("version", swapped.version()), 1)), true);
  }

  void failed() {
    failed.increment();
  }

  void lastTraining(@Nullable TrainingOutcome outcome) {
    last = outcome;
  }
}
